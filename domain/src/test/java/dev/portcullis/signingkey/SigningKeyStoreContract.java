package dev.portcullis.signingkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.SigningKeyStore.StoredKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link SigningKeyStore}. The store is empty before each test. */
public interface SigningKeyStoreContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    SigningKeyStore keys();

    UnitOfWork work();

    private static StoredKey aKey(String id, int publicKey) {
        return new StoredKey(
                new SigningKeySchedule(id, NOON, NOON.plusSeconds(60), null),
                new byte[] {1, 2, (byte) publicKey},
                new byte[] {4, 5, 6, 7});
    }

    private void insert(StoredKey key) {
        work().run(() -> {
            keys().lock();
            keys().insert(key);
        });
    }

    private List<StoredKey> all() {
        return work().call(keys()::read).keys();
    }

    @Test
    default void isEmptyAtFirst() {
        assertThat(all()).isEmpty();
        assertThat(work().call(keys()::lock).keys()).isEmpty();
    }

    @Test
    default void tellsTheTime() {
        assertThat(work().call(keys()::read).now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(work().call(keys()::lock).now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    default void keepsAKey() {
        insert(aKey("one", 3));

        StoredKey key = all().get(0);
        assertThat(all()).hasSize(1);
        assertThat(key.life()).isEqualTo(new SigningKeySchedule("one", NOON, NOON.plusSeconds(60), null));
        assertThat(key.publicKey()).containsExactly(1, 2, 3);
        assertThat(key.encryptedPrivateKey()).containsExactly(4, 5, 6, 7);
    }

    @Test
    default void keepsNeitherAnIdNorAPublicKeyTwice() {
        insert(aKey("one", 3));

        assertThatThrownBy(() -> insert(aKey("one", 4))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> insert(aKey("two", 3))).isInstanceOf(RuntimeException.class);
        assertThat(all()).hasSize(1);
    }

    @Test
    default void keepsFromWhenOnAKeySignsAndIsGone() {
        insert(aKey("one", 3));
        insert(aKey("two", 4));
        SigningKeySchedule changed = new SigningKeySchedule("one", NOON, NOON.plusSeconds(1), NOON.plusSeconds(2));

        work().run(() -> {
            keys().lock();
            keys().update(changed);
        });

        assertThat(all()).extracting(StoredKey::life).contains(changed).hasSize(2);

        work().run(() -> {
            keys().lock();
            keys().update(changed.retired(null));
        });

        assertThat(all()).extracting(StoredKey::life).contains(changed.retired(null));
    }

    @Test
    default void changesNothingOfAKeyThatDoesNotExist() {
        assertThatThrownBy(() -> work().run(() -> {
                    keys().lock();
                    keys().update(new SigningKeySchedule("none", NOON, NOON, null));
                }))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    default void exchangesTheEncryptionOfAKeyAndNothingElse() {
        insert(aKey("one", 3));

        work().run(() -> keys().replacePrivateKey("one", new byte[] {8, 9}));

        StoredKey key = all().get(0);
        assertThat(key.encryptedPrivateKey()).containsExactly(8, 9);
        assertThat(key.publicKey()).containsExactly(1, 2, 3);
        assertThat(key.life()).isEqualTo(aKey("one", 3).life());
    }

    @Test
    default void exchangesNothingForAKeyThatDoesNotExist() {
        assertThatThrownBy(() -> work().run(() -> keys().replacePrivateKey("none", new byte[] {8, 9})))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    default void removesAKey() {
        insert(aKey("one", 3));
        insert(aKey("two", 4));

        work().run(() -> {
            keys().lock();
            keys().remove("one");
            keys().remove("none");
        });

        assertThat(all()).extracting(StoredKey::id).containsExactly("two");
    }
}
