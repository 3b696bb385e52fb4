package dev.portcullis.app.crypto;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.signingkey.KeyRing;
import dev.portcullis.signingkey.PublicKeys;
import dev.portcullis.signingkey.SigningKeySchedule;
import dev.portcullis.signingkey.SigningKeyStore;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import dev.portcullis.signingkey.SigningKeyStore.StoredKey;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Cache of the signing keys in the store, whose private keys are encrypted there. Keys older than
 * {@link KeyPolicy#STALEST} are read again before use, so by then every replica rejects a revoked key. Safe for use by
 * many threads.
 */
public final class SigningKeys implements PublicKeys {
    /** The store is queried for an unknown key id at most this often, because callers can invent any number of ids. */
    static final Duration MIN_QUERY_INTERVAL = Duration.ofSeconds(1);

    /** The key that signs now. */
    record SigningKey(String id, PrivateKey key) {}

    /**
     * The keys as read.
     *
     * @param at by the clock of this host, which measures their age
     */
    private record Known(
            KeyRing ring,
            Map<String, ECPublicKey> publicKeys,
            Map<String, PrivateKey> privateKeys,
            Instant now,
            Instant at) {}

    private final SigningKeyStore store;
    private final KeyEncryption encryption;
    private final UnitOfWork work;
    private final Clock clock;
    private volatile Known known;
    private final AtomicReference<Instant> lastQuery = new AtomicReference<>(Instant.MIN);

    /** Reads the keys. */
    public SigningKeys(
            SigningKeyStore store, EncryptionKeys encryptionKeys, UnitOfWork work, Clock clock, SecureRandom random) {
        this.store = store;
        this.encryption = EncryptedKeyPairs.encryption(encryptionKeys, random);
        this.work = work;
        this.clock = clock;
        this.known = read(Map.of(), Map.of());
    }

    /** Reads the schedules again. Keys that are already decrypted are reused. */
    @Override
    public void refresh() {
        known = read(known.publicKeys(), known.privateKeys());
    }

    private Known reread() {
        refresh();
        return known;
    }

    private Known read(Map<String, ECPublicKey> knownPublic, Map<String, PrivateKey> knownPrivate) {
        Contents contents = work.call(store::read);
        Instant at = clock.instant();
        List<StoredKey> here = new ArrayList<>(contents.keys());
        // Retired keys are never used again, so they need not be readable.
        here.removeIf(key -> contents.ring().state(key.life(), contents.now()) == SigningKeySchedule.State.GONE);
        Map<String, ECPublicKey> publicKeys = new HashMap<>();
        Map<String, PrivateKey> privateKeys = new HashMap<>();
        for (StoredKey key : here) {
            ECPublicKey publicKey = knownPublic.get(key.id());
            publicKeys.put(key.id(), publicKey == null ? Es256.publicKey(key.publicKey()) : publicKey);
            PrivateKey privateKey = knownPrivate.get(key.id());
            privateKeys.put(key.id(), privateKey == null ? Es256.privateKey(decrypted(key)) : privateKey);
        }
        return new Known(contents.ring(), publicKeys, privateKeys, contents.now(), at);
    }

    /** Re-encrypts the key after a change of the encryption key, so that the previous encryption key can be removed. */
    private byte[] decrypted(StoredKey key) {
        byte[] pkcs8 = encryption.decrypt(key.id(), key.sealedPrivateKey());
        if (!encryption.isCurrent(key.sealedPrivateKey())) {
            work.run(() -> store.reseal(key.id(), encryption.encrypt(key.id(), pkcs8)));
        }
        return pkcs8;
    }

    /** The cached keys, read again if they are too old. */
    private Known known() {
        Known current = known;
        Duration age = Duration.between(current.at(), clock.instant());
        // The age is unknown if the clock was set back.
        if (age.compareTo(KeyPolicy.STALEST) < 0 && !age.isNegative()) {
            return current;
        }
        return reread();
    }

    private Instant now(Known current) {
        return current.now().plus(Duration.between(current.at(), clock.instant()));
    }

    @CanIgnoreReturnValue
    SigningKey signing() {
        Known current = known();
        SigningKeySchedule signing = current.ring()
                .signing(now(current))
                .orElseThrow(() -> new IllegalStateException("No current signing key exists"));
        PrivateKey key = current.privateKeys().get(signing.id());
        if (key == null) {
            throw new IllegalStateException("The current signing key was not loaded");
        }
        return new SigningKey(signing.id(), key);
    }

    /** Whether a signing key is cached or can be read. */
    public boolean canSign() {
        try {
            signing();
            return true;
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    /**
     * The key with this id, if its tokens are accepted. Reads the store for a key that another replica has just
     * created.
     */
    Optional<ECPublicKey> named(String id) {
        return find(id, known()).or(() -> mayQuery() ? find(id, reread()) : Optional.empty());
    }

    private Optional<ECPublicKey> find(String id, Known current) {
        boolean isPublished = current.ring().published(now(current)).stream()
                .anyMatch(key -> key.id().equals(id));
        return isPublished ? Optional.ofNullable(current.publicKeys().get(id)) : Optional.empty();
    }

    /** Only one concurrent caller gets through. */
    private boolean mayQuery() {
        Instant now = clock.instant();
        Instant last = lastQuery.get();
        boolean isLongAgo = !now.minus(MIN_QUERY_INTERVAL).isBefore(last);
        return isLongAgo && lastQuery.compareAndSet(last, now);
    }

    @Override
    public List<PublicKey> published() {
        Known current = known();
        List<PublicKey> published = new ArrayList<>();
        for (SigningKeySchedule life : current.ring().published(now(current))) {
            ECPublicKey key = current.publicKeys().get(life.id());
            if (key != null) {
                published.add(new PublicKey(life.id(), key));
            }
        }
        return published;
    }
}
