package dev.portcullis.app.crypto;

import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.PublicKeys;
import dev.portcullis.session.SigningKeyStore;
import dev.portcullis.session.SigningKeyStore.StoredKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The keys that sign tokens: P-256 (ES256, RFC 7518), 128 bits of strength (ASVS 5.0, 11.2.3). The first is made at the
 * first start; of several replicas that start at once, all end with the same. Private parts are in the database only
 * encrypted. Read once; safe for use by many threads.
 */
public final class SigningKeys implements PublicKeys {
    private static final String PURPOSE = "signing-key";
    private static final String ALGORITHM = "EC";
    private static final String CURVE = "secp256r1";

    /** The key that signs now. */
    record SigningKey(String id, PrivateKey key) {}

    private final SigningKey signing;
    private final List<PublicKey> published;

    private SigningKeys(SigningKey signing, List<PublicKey> published) {
        this.signing = signing;
        this.published = published;
    }

    /** Reads the keys from the store; makes the first one where there is none. */
    public static SigningKeys from(
            SigningKeyStore store,
            EncryptionKeys encryptionKeys,
            UnitOfWork work,
            Clock clock,
            Ids ids,
            SecureRandom random) {
        Sealer sealer = new Sealer(encryptionKeys, PURPOSE, random);
        if (work.call(store::all).isEmpty()) {
            StoredKey first = generate(sealer, clock, ids, random);
            // When another replica was faster, its key is the one that is read below.
            boolean unused = work.call(() -> store.insertFirst(first));
        }
        List<StoredKey> stored = work.call(store::all);
        stored.stream()
                .filter(key -> !sealer.isCurrent(key.sealedPrivateKey()))
                .forEach(key -> reseal(store, sealer, work, key));
        StoredKey newest = stored.get(0);
        SigningKey signing = new SigningKey(newest.id(), privateKey(sealer, newest));
        return new SigningKeys(
                signing, stored.stream().map(SigningKeys::publicKey).toList());
    }

    /** After the encryption key was exchanged, so that the one before can be forgotten. */
    private static void reseal(SigningKeyStore store, Sealer sealer, UnitOfWork work, StoredKey key) {
        byte[] sealed = sealer.seal(key.id(), sealer.open(key.id(), key.sealedPrivateKey()));
        work.run(() -> store.reseal(key.id(), sealed));
    }

    private static StoredKey generate(Sealer sealer, Clock clock, Ids ids, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            KeyPair pair = generator.generateKeyPair();
            String id = ids.next().toString();
            return new StoredKey(
                    id,
                    pair.getPublic().getEncoded(),
                    sealer.seal(id, pair.getPrivate().getEncoded()),
                    clock.instant());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has the curve P-256", e);
        }
    }

    private static PrivateKey privateKey(Sealer sealer, StoredKey stored) {
        byte[] pkcs8 = sealer.open(stored.id(), stored.sealedPrivateKey());
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key in the database is damaged", e);
        }
    }

    private static PublicKey publicKey(StoredKey stored) {
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            ECPublicKey key = (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(stored.publicKey()));
            return new PublicKey(stored.id(), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key in the database is damaged", e);
        }
    }

    SigningKey signing() {
        return signing;
    }

    Optional<ECPublicKey> named(String id) {
        return published.stream()
                .filter(candidate -> candidate.id().equals(id))
                .map(PublicKey::key)
                .findFirst();
    }

    @Override
    public List<PublicKey> published() {
        return published;
    }
}
