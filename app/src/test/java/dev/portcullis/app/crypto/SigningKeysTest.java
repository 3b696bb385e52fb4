package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.Callers;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.signingkey.EnsureSigningKeys;
import dev.portcullis.signingkey.InMemorySigningKeyStore;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.signingkey.PublicKeys.PublicKey;
import dev.portcullis.signingkey.RotateSigningKeys;
import dev.portcullis.signingkey.RotateSigningKeys.Urgency;
import dev.portcullis.signingkey.SigningKeySchedule;
import dev.portcullis.signingkey.SigningKeyStore.StoredKey;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore(database, Clock.systemUTC());
    private final String key = Keys.aKey();

    @Test
    void areMadeAtTheFirstStartAndReadAtTheNext() {
        SigningKeys first = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));
        SigningKeys second = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));

        assertThat(second.signing().id()).isEqualTo(first.signing().id());
        assertThat(second.signing().key()).isEqualTo(first.signing().key());
        assertThat(second.published()).isEqualTo(first.published());
    }

    @Test
    void areOnTheCurveP256() {
        SigningKeys keys = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));

        assertThat(keys.published().get(0).key().getParams().getOrder().bitLength())
                .isEqualTo(256);
    }

    @Test
    void standInTheStoreOnlyEncrypted() {
        SigningKeys keys = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));
        StoredKey stored = database.call(store::read).keys().get(0);

        String encrypted = new String(stored.encryptedPrivateKey(), StandardCharsets.ISO_8859_1);
        String clear = new String(keys.signing().key().getEncoded(), StandardCharsets.ISO_8859_1);
        assertThat(encrypted).doesNotContain(clear.substring(clear.length() - 16));
    }

    @Test
    void areEncryptedAnewWhenTheEncryptionKeyWasExchangedSoThatTheOldOneCanBeForgotten() {
        String next = Keys.aKey();
        SigningKeys before = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));
        SigningKeys exchanged = Keys.signingKeys(store, database, EncryptionKeys.of(next, List.of(key)));
        SigningKeys after = Keys.signingKeys(store, database, EncryptionKeys.of(next, List.of()));

        assertThat(exchanged.signing().key()).isEqualTo(before.signing().key());
        assertThat(after.signing().key()).isEqualTo(before.signing().key());
    }

    @Test
    void sayWhatIsWrongWhenTheEncryptionKeyIsAnother() {
        Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));

        assertThatThrownBy(() -> Keys.signingKeys(store, database, EncryptionKeys.of(Keys.aKey(), List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("portcullis.keys.previous-encryption-keys");
    }

    @Test
    void areRefusedWhenTheStoreHasBeenTamperedWith() {
        Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));
        StoredKey stored = database.call(store::read).keys().get(0);
        stored.encryptedPrivateKey()[20] ^= 1;
        database.run(() -> store.replacePrivateKey(stored.id(), stored.encryptedPrivateKey()));

        assertThatThrownBy(() -> Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void areRefusedAtStartWhenOneIsWeakerThanTheyAllAre() throws Exception {
        EncryptionKeys encryption = EncryptionKeys.of(key, List.of());
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        NewKey weak =
                new EncryptedKeyPairs(encryption, Keys.IDS, new SecureRandom()).encrypt(generator.generateKeyPair());
        insert(weak);

        assertThatThrownBy(() -> Keys.signingKeys(store, database, encryption))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("signing key");
    }

    @Test
    void areRefusedAtStartWhenOneIsOnAnotherCurve() throws Exception {
        EncryptionKeys encryption = EncryptionKeys.of(key, List.of());
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp521r1"));
        insert(new EncryptedKeyPairs(encryption, Keys.IDS, new SecureRandom()).encrypt(generator.generateKeyPair()));

        assertThatThrownBy(() -> Keys.signingKeys(store, database, encryption))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("P-256");
    }

    private void insert(NewKey made) {
        database.run(() -> {
            Instant now = store.lock().now();
            store.insert(new StoredKey(
                    new SigningKeySchedule(made.id(), now, now, null), made.publicKey(), made.encryptedPrivateKey()));
        });
    }

    @Test
    void thatAreGoneNeedNotBeReadable() {
        EncryptionKeys forgotten = EncryptionKeys.of(Keys.aKey(), List.of());
        NewKey unreadable = new EncryptedKeyPairs(forgotten, Keys.IDS, new SecureRandom()).make();
        insert(unreadable);
        database.run(() -> {
            Instant now = store.lock().now();
            store.update(new SigningKeySchedule(unreadable.id(), now, now, now));
        });

        SigningKeys keys = Keys.signingKeys(store, database, EncryptionKeys.of(key, List.of()));

        assertThat(keys.signing().id()).isNotEqualTo(unreadable.id());
        assertThat(keys.published()).hasSize(1);
    }

    /** Two replicas on one store, by a clock of the test's. */
    @Nested
    class OnSeveralReplicas {
        private final TickingClock clock = new TickingClock();
        private final EncryptionKeys encryption = EncryptionKeys.of(key, List.of());
        private final CountingStore counted = new CountingStore(new InMemorySigningKeyStore(database, clock));
        private final EncryptedKeyPairs maker = new EncryptedKeyPairs(encryption, Keys.IDS, new SecureRandom());
        private final EnsureSigningKeys keep = new EnsureSigningKeys(counted, maker, Keys.POLICY, database);
        private final RotateSigningKeys rotate = new RotateSigningKeys(
                new Auditor(new InMemoryAuditWriter(database), database, FailurePolicy.FAIL_CLOSED),
                counted,
                maker,
                Keys.POLICY);
        private SigningKeys one;
        private SigningKeys other;

        @BeforeEach
        void start() {
            assertThat(keep.execute().made()).isNotNull();
            one = new SigningKeys(counted, encryption, database, clock, new SecureRandom());
            other = new SigningKeys(counted, encryption, database, clock, new SecureRandom());
        }

        private String rotated(Urgency urgency) {
            return rotate.execute(new RotateSigningKeys.Command(urgency, Callers.aCaller()))
                    .value()
                    .key()
                    .id();
        }

        @Test
        void changeTurnsAtTheSameMomentWithoutReadingAgain() {
            String before = one.signing().id();
            String next = rotated(Urgency.ORDINARY);
            clock.advance(Keys.POLICY.publishAhead().minusSeconds(1));
            one.refresh();
            other.refresh();
            assertThat(List.of(one.signing().id(), other.signing().id())).containsOnly(before);
            int reads = counted.reads();

            clock.advance(Duration.ofSeconds(1));

            assertThat(List.of(one.signing().id(), other.signing().id())).containsOnly(next);
            assertThat(one.named(before)).isPresent();
            assertThat(counted.reads()).isEqualTo(reads);
        }

        @Test
        void askTheStoreForAKeyThatAnotherHasJustMade() {
            String made = rotated(Urgency.EMERGENCY);
            one.refresh();
            assertThat(one.signing().id()).isEqualTo(made);

            assertThat(other.named(made)).isPresent();
        }

        @Test
        void askTheStoreOnceASecondHoweverManyKeysAreMadeUp() {
            int reads = counted.reads();

            for (int i = 0; i < 1_000; i++) {
                assertThat(one.named("forged-" + i)).isEmpty();
            }
            assertThat(counted.reads()).isEqualTo(reads + 1);

            clock.advance(SigningKeys.MIN_QUERY_INTERVAL);
            assertThat(one.named("forged")).isEmpty();
            assertThat(counted.reads()).isEqualTo(reads + 2);
        }

        @Test
        void refuseARevokedKeyWithinTheStatedTimeWhateverBecomesOfTheSchedule() {
            String revoked = one.signing().id();
            AccessTokens tokens = new JwtAccessTokens(other, Keys.SETTINGS, clock, Keys.IDS);
            BearerToken token = new BearerToken(
                    tokens.issue(AccountFixtures.anUnverifiedAccount(), new SessionId(UUID.randomUUID()))
                            .reveal());
            String made = rotated(Urgency.EMERGENCY);
            assertThat(other.named(revoked)).as("not heard of yet").isPresent();
            assertThat(tokens.read(token)).isPresent();

            clock.advance(KeyPolicy.MAX_CACHE_AGE);

            assertThat(tokens.read(token)).as("though it was read before").isEmpty();

            assertThat(one.named(revoked)).isEmpty();
            assertThat(other.named(revoked)).isEmpty();
            assertThat(other.signing().id()).isEqualTo(made);
            assertThat(other.published()).extracting(PublicKey::id).containsExactly(made);
        }

        @Test
        void signNothingWhenTheStoreIsAwayForLongerThanAKeyMayBeRevoked() {
            counted.goAway();
            assertThat(one.signing()).isNotNull();

            clock.advance(KeyPolicy.MAX_CACHE_AGE);

            assertThatThrownBy(one::signing).isInstanceOf(StoreUnavailable.class);
        }
    }
}
