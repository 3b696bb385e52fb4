package dev.portcullis.housekeeping;

import dev.portcullis.kernel.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToIntBiFunction;

/**
 * Deletes expired data after its retention (ASVS 5.0, 14.2.7), in small units of work that do not block requests.
 * Several replicas may run this concurrently.
 */
public final class PurgeExpiredData {
    /**
     * How long expired data is kept.
     *
     * @param sessions time since the end of a session; zero keeps them forever
     * @param unverifiedAccounts time since the last sign-up and the last use; zero keeps them forever
     */
    public record Policy(Duration sessions, Duration unverifiedAccounts) {}

    /** The numbers of deleted rows. */
    public record Outcome(int sessions, int unverifiedAccounts, int mails, int emailChanges) {}

    /** Rows per unit of work. Deleting them takes some milliseconds. */
    static final int BATCH = 500;

    /** Longer than the minimum interval between two mails of a kind. */
    private static final Duration MAILS = Duration.ofDays(7);

    /** So that late callers learn that their code has expired. */
    private static final Duration AFTER_EMAIL_CHANGE = Duration.ofDays(1);

    private final ExpiredData expired;
    private final Policy policy;
    private final Duration emailChanges;
    private final UnitOfWork work;
    private final Clock clock;

    /** @param cancelable how long a change of an e-mail address can be canceled, so that it is kept longer */
    public PurgeExpiredData(ExpiredData expired, Policy policy, Duration cancelable, UnitOfWork work, Clock clock) {
        this.expired = expired;
        this.policy = policy;
        this.emailChanges = cancelable.plus(AFTER_EMAIL_CHANGE);
        this.work = work;
        this.clock = clock;
    }

    public Outcome execute() {
        return new Outcome(
                remove(policy.sessions(), expired::removeSessions),
                remove(policy.unverifiedAccounts(), expired::removeUnverifiedAccounts),
                remove(MAILS, expired::removeMails),
                remove(emailChanges, expired::removeEmailChanges));
    }

    private int remove(Duration kept, ToIntBiFunction<Instant, Integer> removal) {
        if (kept.isZero()) {
            return 0;
        }
        Instant before = clock.instant().minus(kept);
        int removed = 0;
        int batch;
        do {
            batch = work.call(() -> removal.applyAsInt(before, BATCH));
            removed += batch;
        } while (batch == BATCH);
        return removed;
    }
}
