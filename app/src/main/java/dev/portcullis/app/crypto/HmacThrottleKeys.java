package dev.portcullis.app.crypto;

import dev.portcullis.app.crypto.EncryptionKeys.DerivedKey;
import dev.portcullis.ratelimit.ThrottleKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The first 128 bits of HMAC-SHA-256 (RFC 2104) under a derived key, stored as a UUID, the most compact type for 128
 * bits. A hash without a key would not do, because all addresses can be tried. A new encryption key resets all counts.
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
