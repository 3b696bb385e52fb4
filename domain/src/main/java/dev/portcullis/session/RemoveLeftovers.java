package dev.portcullis.session;

import dev.portcullis.kernel.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes what has been over for long enough (ASVS 5.0, 14.2.7), in small units of work, so that nobody waits for it.
 * Several replicas may do so at once.
 */
public final class RemoveLeftovers {
    /**
     * How long what is of no more use is kept.
     *
     * @param sessions from their end; zero: for ever
     * @param unverifiedAccounts from the last sign-up and the last use; zero: for ever
     */
    public record Policy(Duration sessions, Duration unverifiedAccounts) {}

    /** How many were removed. */
    public record Outcome(int sessions, int unverifiedAccounts, int notices) {}

    /** A delete of so many takes some milliseconds. */
    static final int BATCH = 500;

    /** Longer than any notice is tried, and than the quiet time of each. */
    private static final Duration NOTICES = Duration.ofDays(7);

    private final Leftovers leftovers;
    private final Policy policy;
    private final UnitOfWork work;
    private final Clock clock;

    public RemoveLeftovers(Leftovers leftovers, Policy policy, UnitOfWork work, Clock clock) {
        this.leftovers = leftovers;
        this.policy = policy;
        this.work = work;
        this.clock = clock;
    }

    public Outcome execute() {
        return new Outcome(
                remove(policy.sessions(), leftovers::removeSessions),
                remove(policy.unverifiedAccounts(), leftovers::removeUnverifiedAccounts),
                remove(NOTICES, leftovers::removeNotices));
    }

    /** One kind of leftovers. */
    @FunctionalInterface
    private interface Removal {
        int remove(Instant before, int limit);
    }

    private int remove(Duration kept, Removal removal) {
        if (kept.isZero()) {
            return 0;
        }
        Instant before = clock.instant().minus(kept);
        int removed = 0;
        int batch;
        do {
            batch = work.call(() -> removal.remove(before, BATCH));
            removed += batch;
        } while (batch == BATCH);
        return removed;
    }
}
