package dev.portcullis.app.crypto;

import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.session.InMemorySigningKeyStore;
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

    private Keys() {}

    static String aKey() {
        byte[] key = new byte[EncryptionKeys.LENGTH];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    static SigningKeys signingKeys() {
        InMemoryDatabase database = new InMemoryDatabase();
        return signingKeys(new InMemorySigningKeyStore(database), database, EncryptionKeys.of(aKey(), List.of()));
    }

    static SigningKeys signingKeys(InMemorySigningKeyStore store, InMemoryDatabase database, EncryptionKeys keys) {
        return SigningKeys.from(store, keys, database, Clock.systemUTC(), IDS, new SecureRandom());
    }
}
