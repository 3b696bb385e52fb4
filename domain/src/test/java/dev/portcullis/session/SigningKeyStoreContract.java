package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.SigningKeyStore.StoredKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every signing key store keeps. The store is empty before each test. */
public interface SigningKeyStoreContract {
    SigningKeyStore keys();

    UnitOfWork work();

    private static StoredKey aKey(String id) {
        return new StoredKey(
                id, new byte[] {1, 2, 3}, new byte[] {4, 5, 6, 7}, Instant.parse("2026-03-01T12:00:00.123456Z"));
    }

    @Test
    default void isEmptyAtFirst() {
        assertThat(work().call(keys()::all)).isEmpty();
    }

    @Test
    default void keepsTheFirstKeyAndNoOtherAsTheFirst() {
        assertThat(work().call(() -> keys().insertFirst(aKey("one")))).isTrue();
        assertThat(work().call(() -> keys().insertFirst(aKey("two")))).isFalse();

        List<StoredKey> all = work().call(keys()::all);
        assertThat(all).hasSize(1);
        StoredKey key = all.get(0);
        assertThat(key.id()).isEqualTo("one");
        assertThat(key.publicKey()).containsExactly(1, 2, 3);
        assertThat(key.sealedPrivateKey()).containsExactly(4, 5, 6, 7);
        assertThat(key.createdAt()).isEqualTo(aKey("one").createdAt());
    }

    @Test
    default void exchangesTheEncryptionOfAKeyAndNothingElse() {
        assertThat(work().call(() -> keys().insertFirst(aKey("one")))).isTrue();

        work().run(() -> keys().reseal("one", new byte[] {8, 9}));

        StoredKey key = work().call(keys()::all).get(0);
        assertThat(key.sealedPrivateKey()).containsExactly(8, 9);
        assertThat(key.publicKey()).containsExactly(1, 2, 3);
        assertThat(key.createdAt()).isEqualTo(aKey("one").createdAt());
    }

    @Test
    default void exchangesNothingForAKeyThatDoesNotExist() {
        assertThatThrownBy(() -> work().run(() -> keys().reseal("none", new byte[] {8, 9})))
                .isInstanceOf(RuntimeException.class);
    }
}
