package dev.portcullis.persistence.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.Together;
import dev.portcullis.session.SigningKeyStore;
import dev.portcullis.session.SigningKeyStore.StoredKey;
import dev.portcullis.session.SigningKeyStoreContract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PanacheSigningKeyStoreTest implements SigningKeyStoreContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

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

    @Test
    void keepsTheKeyOfOneOfManyReplicasAndLetsTheOthersGoOnToReadIt() {
        List<String> read = Together.call(
                20,
                () -> work.call(() -> {
                    StoredKey key = new StoredKey(UUID.randomUUID().toString(), new byte[] {1}, new byte[] {2}, NOON);
                    return keys.insertFirst(key) ? key.id() : keys.all().get(0).id();
                }));

        assertThat(work.call(keys::all)).hasSize(1);
        assertThat(read).hasSize(20).containsOnly(work.call(keys::all).get(0).id());
    }

    @Test
    void leavesThePlaceOfTheFirstToAnotherWhenItsUnitOfWorkFails() {
        StoredKey key = new StoredKey("one", new byte[] {1}, new byte[] {2}, NOON);
        try {
            work.run(() -> {
                assertThat(keys.insertFirst(key)).isTrue();
                throw new IllegalStateException("bug");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("bug");
        }

        assertThat(work.call(() -> keys.insertFirst(key))).isTrue();
    }

    @Test
    void listsTheNewestFirst() {
        sql.execute("insert into signing_key values ('older', '\\x01', '\\x02', '2026-01-01'),"
                + " ('newer', '\\x01', '\\x02', '2026-02-01')");

        assertThat(work.call(keys::all)).extracting(StoredKey::id).containsExactly("newer", "older");
    }
}
