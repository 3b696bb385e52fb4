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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Cache of the signing keys in the store, whose private keys are encrypted there. Keys older than {@link
 * KeyPolicy#MAX_CACHE_AGE} are read again before use, so by then every replica rejects a revoked key. Safe for use by
 * many threads.
 */
public final class SigningKeys implements PublicKeys {
    /** The store is queried for an unknown key id at most this often, because callers can invent any number of ids. */
    static final Duration MIN_QUERY_INTERVAL = Duration.ofSeconds(1);

    /** A key pair that is not retired. */
    record SigningKey(String id, ECPublicKey publicKey, PrivateKey key) {}

    /**
     * The keys as read.
     *
     * @param at by the clock of this host, which measures their age
     */
    private record Known(KeyRing ring, Map<String, SigningKey> keys, Instant now, Instant at) {}

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
        this.encryption = new KeyEncryption(encryptionKeys, random);
        this.work = work;
        this.clock = clock;
        this.known = read(Map.of());
    }

    /** Reads the schedules again. Keys that are already decrypted are reused. */
    @Override
    public void refresh() {
        known = read(known.keys());
    }

    private Known reread() {
        refresh();
        return known;
    }

    private Known read(Map<String, SigningKey> before) {
        Contents contents = work.call(store::read);
        Instant at = clock.instant();
        Map<String, SigningKey> keys = new HashMap<>();
        for (StoredKey stored : contents.keys()) {
            // Retired keys are never used again, so they need not be readable.
            if (contents.ring().state(stored.life(), contents.now()) != SigningKeySchedule.State.RETIRED) {
                SigningKey key = before.get(stored.id());
                keys.put(stored.id(), key == null ? decrypted(stored) : key);
            }
        }
        return new Known(contents.ring(), keys, contents.now(), at);
    }

    /** Re-encrypts the key after a change of the encryption key, so that the previous encryption key can be removed. */
    private SigningKey decrypted(StoredKey key) {
        byte[] pkcs8 = encryption.decrypt(key.id(), key.encryptedPrivateKey());
        if (!encryption.isCurrent(key.encryptedPrivateKey())) {
            work.run(() -> store.replacePrivateKey(key.id(), encryption.encrypt(key.id(), pkcs8)));
        }
        return new SigningKey(key.id(), Es256.publicKey(key.publicKey()), Es256.privateKey(pkcs8));
    }

    /** The cached keys, read again if they are too old. */
    private Known known() {
        Known current = known;
        Duration age = Duration.between(current.at(), clock.instant());
        // The age is unknown if the clock was set back.
        if (age.compareTo(KeyPolicy.MAX_CACHE_AGE) < 0 && !age.isNegative()) {
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
        return current.ring()
                .signing(now(current))
                .map(signing -> current.keys().get(signing.id()))
                .orElseThrow(() -> new IllegalStateException("No current signing key exists"));
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
        return Optional.ofNullable(current.keys().get(id))
                .filter(key -> current.ring().accepts(id, now(current)))
                .map(SigningKey::publicKey);
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
        return published(known())
                .map(key -> new PublicKey(key.id(), key.publicKey()))
                .toList();
    }

    private Stream<SigningKey> published(Known current) {
        return current.ring().published(now(current)).stream()
                .flatMap(life -> Stream.ofNullable(current.keys().get(life.id())));
    }
}
