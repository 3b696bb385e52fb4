package dev.portcullis.signingkey;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Clock;

class InMemorySigningKeyStoreTest implements SigningKeyStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemorySigningKeyStore keys = new InMemorySigningKeyStore(database, Clock.systemUTC());

    @Override
    public SigningKeyStore keys() {
        return keys;
    }

    @Override
    public UnitOfWork work() {
        return database;
    }
}
