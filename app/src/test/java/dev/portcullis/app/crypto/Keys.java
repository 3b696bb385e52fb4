package dev.portcullis.app.crypto;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.signingkey.EnsureSigningKeys;
import dev.portcullis.signingkey.InMemorySigningKeyStore;
import dev.portcullis.signingkey.KeyPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys and settings for tests. */
final class Keys {
    static final Ids IDS = UUID::randomUUID;
    static final TokenSettings SETTINGS =
            new TokenSettings("https://auth.example.com", "example", Duration.ofMinutes(5), Duration.ofHours(24));

    static final KeyPolicy POLICY = new KeyPolicy(Duration.ofDays(30), Duration.ofDays(1));

    private Keys() {}

    static String aKey() {
        byte[] key = new byte[EncryptionKeys.LENGTH];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** The key that {@link EncryptionKeys} derives for a purpose: HKDF (RFC 5869) without salt, after 4 bytes for its id. */
    static byte[] derived(byte[] key, String info) throws GeneralSecurityException {
        byte[] name = info.getBytes(StandardCharsets.UTF_8);
        byte[] pseudorandom = mac(new byte[32], key);
        byte[] first = mac(pseudorandom, name, new byte[] {1});
        byte[] second = mac(pseudorandom, first, name, new byte[] {2});
        return ByteBuffer.allocate(32).put(first, 4, 28).put(second, 0, 4).array();
    }

    /** HMAC-SHA-256. */
    static byte[] mac(byte[] key, byte[]... message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : message) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    static SigningKeys signingKeys() {
        InMemoryDatabase database = new InMemoryDatabase();
        return signingKeys(
                new InMemorySigningKeyStore(database, Clock.systemUTC()),
                database,
                EncryptionKeys.of(aKey(), List.of()));
    }

    @CanIgnoreReturnValue
    static SigningKeys signingKeys(InMemorySigningKeyStore store, InMemoryDatabase database, EncryptionKeys keys) {
        return signingKeys(store, database, keys, Clock.systemUTC());
    }

    static SigningKeys signingKeys(
            InMemorySigningKeyStore store, InMemoryDatabase database, EncryptionKeys keys, Clock clock) {
        new EnsureSigningKeys(store, new EncryptedKeyPairs(keys, IDS, new SecureRandom()), POLICY, database).execute();
        return new SigningKeys(store, keys, database, clock, new SecureRandom());
    }
}
