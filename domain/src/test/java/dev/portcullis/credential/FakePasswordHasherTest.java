package dev.portcullis.credential;

import dev.portcullis.kernel.InMemoryDatabase;

class FakePasswordHasherTest implements PasswordHasherContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final FakePasswordHasher hasher = new FakePasswordHasher(database);

    @Override
    public PasswordHasher hasher() {
        return hasher;
    }

    @Override
    public PasswordHasher hasherWithOtherParameters() {
        FakePasswordHasher other = new FakePasswordHasher(database);
        other.changeParameters();
        return other;
    }
}
