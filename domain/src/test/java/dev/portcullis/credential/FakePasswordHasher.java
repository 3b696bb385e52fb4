package dev.portcullis.credential;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.Overloaded;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Quick and readable, and as strict about when it may be called as the slow one is in need of it. */
public final class FakePasswordHasher implements PasswordHasher {
    private final InMemoryDatabase database;
    private final AtomicInteger calls = new AtomicInteger();
    private int cost = 1;
    private boolean overloaded;

    public FakePasswordHasher(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public PasswordHash hash(Secret secret) {
        int call = work();
        return new PasswordHash("$fake$" + cost + "$" + call + "$" + secret.reveal());
    }

    @Override
    public boolean matches(Secret secret, PasswordHash hash) {
        work();
        String[] parts = hash.phc().split("\\$", 5);
        return parts.length == 5 && parts[4].equals(secret.reveal());
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
        return !hash.phc().startsWith("$fake$" + cost + "$");
    }

    @Override
    public PasswordHash decoy() {
        return new PasswordHash("$fake$" + cost + "$");
    }

    @CanIgnoreReturnValue
    private int work() {
        database.requireNoUnitOfWork();
        if (overloaded) {
            throw new Overloaded(Duration.ofSeconds(1));
        }
        return calls.incrementAndGet();
    }

    /** How often the slow work would have been done. */
    public int calls() {
        return calls.get();
    }

    public void changeParameters() {
        cost++;
    }

    public void becomeOverloaded(boolean now) {
        overloaded = now;
    }
}
