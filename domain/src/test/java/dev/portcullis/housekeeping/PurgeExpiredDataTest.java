package dev.portcullis.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PurgeExpiredDataTest {
    private final TickingClock clock = new TickingClock();
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final Counted leftovers = new Counted();

    /** So many of each kind; keeps what it was asked. */
    private final class Counted implements ExpiredData {
        private int left = 2 * PurgeExpiredData.BATCH + 1;
        private final List<Instant> asked = new ArrayList<>();

        private int remove(Instant before, int limit) {
            database.requireUnitOfWork();
            asked.add(before);
            int removed = Math.min(left, limit);
            left -= removed;
            return removed;
        }

        @Override
        public int removeSessions(Instant overBefore, int limit) {
            return remove(overBefore, limit);
        }

        @Override
        public int removeUnverifiedAccounts(Instant unusedSince, int limit) {
            return remove(unusedSince, limit);
        }

        @Override
        public int removeEmailChanges(Instant overBefore, int limit) {
            return remove(overBefore, limit);
        }

        @Override
        public int removeMails(Instant enqueuedBefore, int limit) {
            return remove(enqueuedBefore, limit);
        }
    }

    private PurgeExpiredData.Outcome remove(Duration sessions, Duration accounts) {
        return new PurgeExpiredData(
                        leftovers, new PurgeExpiredData.Policy(sessions, accounts), Duration.ofDays(3), database, clock)
                .execute();
    }

    @Test
    void goesOnBatchByBatchUntilNoneIsLeft() {
        Instant before = clock.instant().minus(Duration.ofDays(30));

        PurgeExpiredData.Outcome outcome = remove(Duration.ofDays(30), Duration.ofDays(10));

        assertThat(outcome).isEqualTo(new PurgeExpiredData.Outcome(2 * PurgeExpiredData.BATCH + 1, 0, 0, 0));
        assertThat(leftovers.asked.subList(0, 3)).containsOnly(before);
        assertThat(leftovers.asked.subList(3, 6))
                .containsExactly(
                        clock.instant().minus(Duration.ofDays(10)),
                        clock.instant().minus(Duration.ofDays(7)),
                        clock.instant().minus(Duration.ofDays(4)));
    }

    @Test
    void keepsForEverWhatItIsToldToKeep() {
        assertThat(remove(Duration.ZERO, Duration.ZERO).mails()).isEqualTo(2 * PurgeExpiredData.BATCH + 1);

        assertThat(leftovers.asked.subList(0, 3)).containsOnly(clock.instant().minus(Duration.ofDays(7)));
        assertThat(leftovers.asked.subList(3, leftovers.asked.size()))
                .containsExactly(clock.instant().minus(Duration.ofDays(4)));
    }
}
