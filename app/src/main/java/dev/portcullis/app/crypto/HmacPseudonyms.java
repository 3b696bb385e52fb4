package dev.portcullis.app.crypto;

import dev.portcullis.app.crypto.EncryptionKeys.DerivedKey;
import dev.portcullis.caller.Pseudonyms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The first 128 bits of HMAC-SHA-256 (RFC 2104) under a derived key, as a UUID, the most compact type for 128 bits. A hash
 * without a key would not do, because all addresses can be tried.
 */
public final class HmacPseudonyms implements Pseudonyms {
    private final DerivedKey key;

    private HmacPseudonyms(DerivedKey key) {
        this.key = key;
    }

    /** For logins in the audit log. */
    public static HmacPseudonyms forAuditLog(EncryptionKeys keys) {
        return new HmacPseudonyms(keys.current("audit-login"));
    }

    /** For the keys of rate limits. */
    public static HmacPseudonyms forRateLimits(EncryptionKeys keys) {
        return new HmacPseudonyms(keys.current("throttle"));
    }

    /** For the codes that cancel a change of address. Nothing stores or reveals these. */
    public static HmacPseudonyms forEmailChanges(EncryptionKeys keys) {
        return new HmacPseudonyms(keys.current("email-change"));
    }

    @Override
    public UUID of(String text) {
        ByteBuffer hash = ByteBuffer.wrap(key.mac(text.getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }
}
