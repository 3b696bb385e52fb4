package com.example.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.CountingKeyPairGenerator;
import dev.portcullis.signingkey.EnsureSigningKeys;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.signingkey.SigningKeySchedule;
import dev.portcullis.signingkey.SigningKeyStore;
import dev.portcullis.signingkey.SigningKeyStore.StoredKey;
import dev.portcullis.signingkey.SigningKeyStoreContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, and what only this store has to do. */
class FileSigningKeyStoreTest implements SigningKeyStoreContract {
    @TempDir
    Path folder;

    private FileUnitOfWork work;
    private FileSigningKeyStore keys;

    @BeforeEach
    void open() {
        work = new FileUnitOfWork(folder.resolve("keys.properties"));
        keys = new FileSigningKeyStore(work, Clock.systemUTC());
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
    void keepsItsKeysAcrossARestart() {
        StoredKey key = new StoredKey(new SigningKeySchedule("one", NOON, NOON, NOON), new byte[] {1}, new byte[] {2});
        work.run(() -> keys.insert(key));

        open();

        assertThat(work.call(keys::read).keys()).extracting(StoredKey::life).containsExactly(key.life());
    }

    /** A use case of the domain over this store and fakes from the same artifact. */
    @Test
    void letsKeysTakeTurns() {
        TickingClock clock = new TickingClock();
        KeyPolicy policy = new KeyPolicy(Duration.ofDays(30), Duration.ofDays(1));
        FileSigningKeyStore store = new FileSigningKeyStore(work, clock);
        EnsureSigningKeys ensure = new EnsureSigningKeys(store, new CountingKeyPairGenerator(), policy, work);
        ensure.execute();

        clock.advance(Duration.ofDays(29));
        ensure.execute();

        assertThat(work.call(keys::read).keys()).extracting(StoredKey::id).containsExactlyInAnyOrder("key-1", "key-2");
    }

    @Test
    void isUnavailableWhereItCannotWrite() {
        FileUnitOfWork nowhere = new FileUnitOfWork(folder.resolve("missing/keys.properties"));
        FileSigningKeyStore unwritable = new FileSigningKeyStore(nowhere, Clock.systemUTC());
        StoredKey key = new StoredKey(new SigningKeySchedule("one", NOON, NOON, null), new byte[] {1}, new byte[] {2});

        assertThatThrownBy(() -> nowhere.run(() -> unwritable.insert(key))).isInstanceOf(StoreUnavailable.class);
    }
}
