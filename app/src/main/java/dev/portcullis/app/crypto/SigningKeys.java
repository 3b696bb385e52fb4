package dev.portcullis.app.crypto;

import dev.portcullis.kernel.CanIgnoreReturnValue;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.signingkey.KeyRing;
import dev.portcullis.signingkey.PublicKeys;
import dev.portcullis.signingkey.SigningKeySchedule;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import dev.portcullis.signingkey.SigningKeyStore.StoredKey;
import dev.portcullis.signingkey.SigningKeyStore;
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
 * The keys that sign and check tokens, as this replica last read them from the store. What is older than
 * {@link KeyPolicy#STALEST} is read anew before it is used, so a revoked key is refused everywhere by then. Private parts
 * are in the store only encrypted. Safe for use by many threads.
 */
public final class SigningKeys implements PublicKeys {
    /** At most so often is the store asked for a key that a token names and nobody here knows: anyone can make those up. */
    static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

    /** The key that signs now. */
    record SigningKey(String id, PrivateKey key) {}

    /**
     * What was read.
     *
     * @param at by our own clock, by which the time since is measured
     */
    private record Known(
            KeyRing ring,
            Map<String, ECPublicKey> publicKeys,
            Map<String, PrivateKey> privateKeys,
            Instant now,
            Instant at) {}

    private final SigningKeyStore store;
    private final KeyEncryption sealer;
    private final UnitOfWork work;
    private final Clock clock;
    private volatile Known known;
    private final AtomicReference<Instant> asked = new AtomicReference<>(Instant.MIN);

    /** Reads the keys. */
    public SigningKeys(
            SigningKeyStore store, EncryptionKeys encryptionKeys, UnitOfWork work, Clock clock, SecureRandom random) {
        this.store = store;
        this.sealer = EncryptedKeyPairs.sealer(encryptionKeys, random);
        this.work = work;
        this.clock = clock;
        this.known = read(Map.of(), Map.of());
    }

    /** Reads anew which keys there are, and what for. Those that were known stay as they are, however they are sealed now. */
    @Override
    public void refresh() {
        reread();
    }

    @CanIgnoreReturnValue
    private Known reread() {
        Known read = read(known.publicKeys(), known.privateKeys());
        known = read;
        return read;
    }

    private Known read(Map<String, ECPublicKey> knownPublic, Map<String, PrivateKey> knownPrivate) {
        Contents contents = work.call(store::read);
        Instant at = clock.instant();
        List<StoredKey> here = new ArrayList<>(contents.keys());
        // What is gone is never used again, so it need not be readable.
        here.removeIf(key -> contents.ring().state(key.life(), contents.now()) == SigningKeySchedule.State.GONE);
        Map<String, ECPublicKey> publicKeys = new HashMap<>();
        Map<String, PrivateKey> privateKeys = new HashMap<>();
        for (StoredKey key : here) {
            ECPublicKey publicKey = knownPublic.get(key.id());
            publicKeys.put(key.id(), publicKey == null ? Es256.publicKey(key.publicKey()) : publicKey);
            PrivateKey privateKey = knownPrivate.get(key.id());
            privateKeys.put(key.id(), privateKey == null ? Es256.privateKey(opened(key)) : privateKey);
        }
        return new Known(contents.ring(), publicKeys, privateKeys, contents.now(), at);
    }

    /** After the encryption key was exchanged, it is encrypted anew, so that the one before can be forgotten. */
    private byte[] opened(StoredKey key) {
        byte[] pkcs8 = sealer.open(key.id(), key.sealedPrivateKey());
        if (!sealer.isCurrent(key.sealedPrivateKey())) {
            work.run(() -> store.reseal(key.id(), sealer.seal(key.id(), pkcs8)));
        }
        return pkcs8;
    }

    /** What is known, and not for too long; the time it is at the store. */
    private Known known() {
        Known current = known;
        Duration age = Duration.between(current.at(), clock.instant());
        // A clock that was set back tells nothing of the age.
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

    /** Whether there is a key to sign with, as far as this replica knows or can find out. */
    public boolean canSign() {
        try {
            signing();
            return true;
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    /** The key by which tokens that name it are checked. One that another replica has just made is asked for. */
    Optional<ECPublicKey> named(String id) {
        return find(id, known()).or(() -> mayAsk() ? find(id, reread()) : Optional.empty());
    }

    private Optional<ECPublicKey> find(String id, Known current) {
        boolean isPublished = current.ring().published(now(current)).stream()
                .anyMatch(key -> key.id().equals(id));
        return isPublished ? Optional.ofNullable(current.publicKeys().get(id)) : Optional.empty();
    }

    /** One of those that want to at once may. */
    private boolean mayAsk() {
        Instant now = clock.instant();
        Instant last = asked.get();
        boolean isLongAgo = !now.minus(BETWEEN_QUESTIONS).isBefore(last);
        return isLongAgo && asked.compareAndSet(last, now);
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
