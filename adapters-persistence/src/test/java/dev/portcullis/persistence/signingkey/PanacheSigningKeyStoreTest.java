package dev.portcullis.persistence.signingkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.Together;
import dev.portcullis.signingkey.SigningKeySchedule;
import dev.portcullis.signingkey.SigningKeyStore;
import dev.portcullis.signingkey.SigningKeyStore.StoredKey;
import dev.portcullis.signingkey.SigningKeyStoreContract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PanacheSigningKeyStoreTest implements SigningKeyStoreContract {
    @Inject
    SigningKeyStore keys;

    @Inject
    UnitOfWork work;

    @Inject
    Sql sql;

    @BeforeEach
    void emptyTheStore() {
        sql.execute("truncate signing_key");
    }

    @Override
    public SigningKeyStore keys() {
        return keys;
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    private static StoredKey aKey(String id) {
        byte[] publicKey = id.getBytes(StandardCharsets.UTF_8);
        return new StoredKey(new SigningKeySchedule(id, NOON, NOON, null), publicKey, new byte[] {2});
    }

    /** As {@code EnsureSigningKeys}: reads under the lock, and generates a key if there is none. */
    @Test
    void letsOneOfManyReplicasKeepTheKeyAndTheOthersGoOnToReadIt() {
        List<String> read = Together.call(
                20,
                () -> work.call(() -> {
                    if (keys.lock().keys().isEmpty()) {
                        keys.insert(aKey(UUID.randomUUID().toString()));
                    }
                    return keys.read().keys().get(0).id();
                }));

        List<StoredKey> kept = work.call(keys::read).keys();
        assertThat(kept).hasSize(1);
        assertThat(read).hasSize(20).containsOnly(kept.get(0).id());
    }

    @Test
    void leavesThePlaceOfTheFirstToAnotherWhenItsUnitOfWorkFails() {
        try {
            work.run(() -> {
                assertThat(keys.lock().keys()).isEmpty();
                keys.insert(aKey("one"));
                throw new IllegalStateException("bug");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("bug");
        }

        assertThat(work.call(keys::lock).keys()).isEmpty();
    }

    /** The column has a default for them. */
    @Test
    void readsTheFirstKeyOfAReplicaOfTheVersionBefore() {
        sql.execute("insert into signing_key (id, public_key, sealed_private_key, created_at)"
                + " values ('one', '\\x01', '\\x02', '2026-01-01')");

        SigningKeySchedule life = work.call(keys::read).keys().get(0).life();
        assertThat(life.retiredAt()).isNull();
        assertThat(life.signsFrom()).isBeforeOrEqualTo(work.call(keys::read).now());
    }
}
