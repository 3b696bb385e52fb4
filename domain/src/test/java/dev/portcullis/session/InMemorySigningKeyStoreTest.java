package dev.portcullis.session;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.UnitOfWork;

class InMemorySigningKeyStoreTest implements SigningKeyStoreContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemorySigningKeyStore keys = new InMemorySigningKeyStore(database);

    @Override
    public SigningKeyStore keys() {
        return keys;
    }

    @Override
    public UnitOfWork work() {
        return database;
    }
}
