package dev.portcullis.app.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.signingkey.EnsureSigningKeys;
import dev.portcullis.signingkey.InMemorySigningKeyStore;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Signs and checks as RFC 7515 and RFC 7518 say, by the JDK alone. The key has always the same id, as inputs name it. */
final class FuzzedJwts {
    private static final UUID KEY_ID = UUID.fromString("0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a12");
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    /** The settings of the other tests, with tokens that outlive a long search. */
    static final TokenSettings SETTINGS = new TokenSettings(
            Keys.SETTINGS.issuer(), Keys.SETTINGS.audience(), Duration.ofDays(30), Duration.ofDays(30));

    private final SigningKeys keys;

    FuzzedJwts() {
        InMemoryDatabase database = new InMemoryDatabase();
        EncryptionKeys encryptionKeys = EncryptionKeys.of(Keys.aKey(), List.of());
        InMemorySigningKeyStore store = new InMemorySigningKeyStore(database, Clock.systemUTC());
        new EnsureSigningKeys(
                        store,
                        new EncryptedKeyPairs(encryptionKeys, () -> KEY_ID, new SecureRandom()),
                        Keys.POLICY,
                        database)
                .execute();
        keys = new SigningKeys(store, encryptionKeys, database, Clock.systemUTC(), new SecureRandom());
    }

    SigningKeys keys() {
        return keys;
    }

    /** In compact form. */
    String signed(String header, String claims) {
        String signed = encoded(header.getBytes(UTF_8)) + "." + encoded(claims.getBytes(UTF_8));
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.signing().key());
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isSignedByUs(String token) {
        int end = token.lastIndexOf('.');
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(keys.published().get(0).key());
            signature.update(token.substring(0, end).getBytes(UTF_8));
            return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
