package dev.portcullis.app.crypto;

import dev.portcullis.app.crypto.EncryptionKeys.DerivedKey;
import dev.portcullis.ratelimit.ThrottleKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The first 128 bits of HMAC-SHA-256 (RFC 2104) under a key of its own, in the shape of a UUID, which is how databases
 * keep so many bits best: all addresses there are can be tried against a mere hash. They change with the encryption key,
 * and what was counted before is forgotten then.
 */
public final class HmacThrottleKeys implements ThrottleKeys {
    private final DerivedKey key;

    public HmacThrottleKeys(EncryptionKeys keys) {
        this.key = keys.current("throttle");
    }

    @Override
    public UUID of(String text) {
        ByteBuffer hash = ByteBuffer.wrap(key.mac(text.getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }
}
