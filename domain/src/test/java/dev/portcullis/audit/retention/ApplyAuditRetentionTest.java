package dev.portcullis.audit.retention;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplyAuditRetentionTest {
    private static final YearMonth MARCH = YearMonth.of(2026, 3);

    private final TickingClock clock = new TickingClock();
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database, clock);
    private final InMemoryAuditPartitions months = new InMemoryAuditPartitions(database, audit);
    private final Recorder drops = new Recorder();

    /** Keeps the times of drops, and allows them until a time. */
    private static final class Recorder implements DropRecorder {
        private final List<Instant> recorded = new ArrayList<>();
        private Instant limit = Instant.MAX;

        @Override
        public Optional<Instant> limit(Instant wanted) {
            return limit.equals(Instant.MIN) ? Optional.empty() : Optional.of(limit.isBefore(wanted) ? limit : wanted);
        }

        @Override
        public Optional<String> record(Instant boundary) {
            if (recorded.contains(boundary)) {
                return Optional.empty();
            }
            recorded.add(boundary);
            return Optional.of("record " + recorded.size());
        }
    }

    private ApplyAuditRetention.Outcome keep(AuditRetention retention) {
        return keep(retention, drops);
    }

    private ApplyAuditRetention.Outcome keep(AuditRetention retention, DropRecorder recorder) {
        return new ApplyAuditRetention(months, recorder, retention, database).execute();
    }

    private static AuditRetention days(int days) {
        return new AuditRetention(Duration.ofDays(days));
    }

    private void anEventOccurs() {
        database.run(() -> audit.record(AuditEvents.refreshRefused(), aCaller()));
    }

    @Test
    void makesTheCurrentMonthAndTheTwoThatFollow() {
        assertThat(keep(AuditRetention.FOR_EVER).made())
                .containsExactly(MARCH, MARCH.plusMonths(1), MARCH.plusMonths(2));
        assertThat(keep(AuditRetention.FOR_EVER).made()).isEmpty();

        clock.advance(Duration.ofDays(31));
        assertThat(keep(AuditRetention.FOR_EVER).made()).containsExactly(MARCH.plusMonths(3));
    }

    @Test
    void tellsOfAMonthThatEventsCameBefore() {
        anEventOccurs();

        ApplyAuditRetention.Outcome outcome = keep(AuditRetention.FOR_EVER);

        assertThat(outcome.skipped()).containsExactly(MARCH);
        assertThat(outcome.made()).hasSize(2);
    }

    @Test
    void dropsNothingThatIsKeptForEver() {
        assertThat(keep(AuditRetention.FOR_EVER).made()).contains(MARCH);
        anEventOccurs();
        clock.advance(Duration.ofDays(4000));

        ApplyAuditRetention.Outcome outcome = keep(AuditRetention.FOR_EVER);

        assertThat(outcome.dropped()).isEmpty();
        assertThat(outcome.record()).isNull();
        assertThat(drops.recorded).isEmpty();
        assertThat(audit.records()).hasSize(1);
    }

    @Test
    void dropsMonthsThatArePastTheirRetentionAndRecordsThat() {
        twoEventsInMarchAndOneInApril();

        ApplyAuditRetention.Outcome outcome = keep(days(90));

        assertThat(outcome.dropped()).containsExactly(MARCH);
        assertThat(outcome.record()).isEqualTo("record 1");
        assertThat(drops.recorded).containsExactly(Instant.parse("2026-04-01T00:00:00Z"));
        assertThat(audit.records()).hasSize(1);
        assertThat(keep(days(90)).record()).isNull();
    }

    private void twoEventsInMarchAndOneInApril() {
        assertThat(keep(days(90)).made()).contains(MARCH);
        anEventOccurs();
        anEventOccurs();
        clock.advance(Duration.ofDays(40));
        anEventOccurs();
        clock.advance(Duration.ofDays(85));
    }

    @Test
    void dropsMonthsOfALogWithoutRecordsOfDrops() {
        twoEventsInMarchAndOneInApril();

        assertThat(keep(days(90), DropRecorder.none()).dropped()).containsExactly(MARCH);

        assertThat(audit.records()).hasSize(1);
        assertThat(keep(days(90), DropRecorder.none()).record()).isNull();
    }

    @Test
    void dropsNoMonthThatTheRecorderKeeps() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        anEventOccurs();
        clock.advance(Duration.ofDays(100));

        drops.limit = Instant.MIN;
        assertThat(keep(days(30)).dropped()).isEmpty();
        drops.limit = Instant.parse("2026-03-31T23:59:59Z");
        assertThat(keep(days(30)).dropped()).isEmpty();
        assertThat(audit.records()).hasSize(1);

        drops.limit = Instant.parse("2026-04-01T00:00:00Z");
        assertThat(keep(days(30)).dropped()).containsExactly(MARCH);
    }

    @Test
    void dropsNothingWhoseDropIsRecorded() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        anEventOccurs();
        clock.advance(Duration.ofDays(65));
        drops.recorded.add(Instant.parse("2026-04-01T00:00:00Z"));

        assertThat(keep(days(30)).dropped()).isEmpty();
        assertThat(audit.records()).hasSize(1);
    }

    @Test
    void isNotAskedToKeepEventsForLessThanThirtyDays() {
        assertThatThrownBy(() -> days(29)).isInstanceOf(IllegalArgumentException.class);
        assertThat(days(30).time()).isEqualTo(AuditRetention.SHORTEST);
    }
}
