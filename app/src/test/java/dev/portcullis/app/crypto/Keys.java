package dev.portcullis.app.crypto;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.signingkey.EnsureSigningKeys;
import dev.portcullis.signingkey.InMemorySigningKeyStore;
import dev.portcullis.signingkey.KeyPolicy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

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
