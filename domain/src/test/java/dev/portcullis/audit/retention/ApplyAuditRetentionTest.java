package dev.portcullis.audit.retention;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.audit.seal.FakeSealKey;
import dev.portcullis.audit.seal.InMemorySealStore;
import dev.portcullis.audit.seal.Seal;
import dev.portcullis.audit.seal.SealEvents;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplyAuditRetentionTest {
    private static final YearMonth MARCH = YearMonth.of(2026, 3);

    private final TickingClock clock = new TickingClock();
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database, clock);
    private final InMemorySealStore seals = new InMemorySealStore(database, audit);
    private final InMemoryAuditPartitions months = new InMemoryAuditPartitions(database, audit, seals);
    private final FakeSealKey key = new FakeSealKey("key-1");
    private final SealEvents sealEvents = new SealEvents(seals, key, database);

    private ApplyAuditRetention.Outcome keep(AuditRetention retention) {
        return new ApplyAuditRetention(months, seals, key, retention, database).execute();
    }

    private static AuditRetention days(int days) {
        return new AuditRetention(Duration.ofDays(days));
    }

    private void anEventOccurs() {
        database.run(() -> audit.record(AuditEvents.refreshRefused(), aCaller()));
    }

    private void sealAll() {
        while (sealEvents.execute().isPresent()) {
            // Until nothing is left.
        }
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
        sealAll();

        ApplyAuditRetention.Outcome outcome = keep(AuditRetention.FOR_EVER);

        assertThat(outcome.dropped()).isEmpty();
        assertThat(outcome.seal()).isNull();
        assertThat(audit.records()).hasSize(1);
    }

    @Test
    void dropsMonthsThatArePastTheirRetentionAndSealsThat() {
        assertThat(keep(days(90)).made()).contains(MARCH);
        anEventOccurs();
        anEventOccurs();
        clock.advance(Duration.ofDays(40));
        anEventOccurs();
        clock.advance(Duration.ofDays(85));
        sealAll();
        Seal newest = database.call(() -> seals.last()).orElseThrow();

        ApplyAuditRetention.Outcome outcome = keep(days(90));

        assertThat(outcome.dropped()).containsExactly(MARCH);
        Seal seal = Objects.requireNonNull(outcome.seal());
        assertThat(database.call(() -> seals.last())).contains(seal);
        assertThat(seal.kind()).isEqualTo(Seal.Kind.RETENTION);
        assertThat(seal.from()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(seal.until()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(seal.events()).isEqualTo(2);
        assertThat(seal.previous()).isEqualTo(newest.hash());
        assertThat(key.verify("key-1", seal.form(), seal.signature())).isTrue();
        assertThat(audit.records()).hasSize(1);
        assertThat(keep(days(90)).seal()).isNull();
    }

    @Test
    void goesOnWhereTheLastDropEnded() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        anEventOccurs();
        clock.advance(Duration.ofDays(35));
        anEventOccurs();
        clock.advance(Duration.ofDays(30));
        sealAll();
        assertThat(keep(days(30)).dropped()).containsExactly(MARCH);
        clock.advance(Duration.ofDays(30));
        sealAll();

        Seal second = Objects.requireNonNull(keep(days(30)).seal());

        assertThat(second.from()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(second.until()).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(second.events()).isEqualTo(1);
        assertThat(audit.records()).isEmpty();
    }

    @Test
    void dropsNoMonthThatIsNotWhollySealed() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        anEventOccurs();
        clock.advance(Duration.ofDays(10));
        sealAll();
        clock.advance(Duration.ofDays(100));

        assertThat(keep(days(30)).dropped()).isEmpty();
        assertThat(audit.records()).hasSize(1);

        sealAll();
        assertThat(keep(days(30)).dropped()).contains(MARCH);
    }

    @Test
    void dropsNothingBeforeThereIsASeal() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        anEventOccurs();
        clock.advance(Duration.ofDays(100));

        assertThat(keep(days(30)).dropped()).isEmpty();
    }

    @Test
    void dropsNothingWhileAnotherSeals() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        anEventOccurs();
        clock.advance(Duration.ofDays(100));
        sealAll();
        seals.letAnotherSeal();

        ApplyAuditRetention.Outcome outcome = keep(days(30));

        assertThat(outcome.dropped()).isEmpty();
        assertThat(outcome.made()).isNotEmpty();
    }

    @Test
    void keepsAllWhenTheDropFails() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        anEventOccurs();
        clock.advance(Duration.ofDays(100));
        sealAll();
        Seal newest = database.call(() -> seals.last()).orElseThrow();
        AuditPartitions failing = new AuditPartitions() {
            @Override
            public Made makeAhead(int ahead) {
                return months.makeAhead(ahead);
            }

            @Override
            public Optional<Instant> droppableUntil(Instant wanted) {
                return months.droppableUntil(wanted);
            }

            @Override
            public List<YearMonth> drop(Instant boundary) {
                throw new IllegalStateException("readers hold it");
            }

            @Override
            public Instant now() {
                return months.now();
            }
        };

        assertThatThrownBy(() -> new ApplyAuditRetention(failing, seals, key, days(30), database).execute())
                .hasMessage("readers hold it");

        assertThat(database.call(() -> seals.last())).contains(newest);
    }

    @Test
    void isNotAskedToKeepEventsForLessThanThirtyDays() {
        assertThatThrownBy(() -> days(29)).isInstanceOf(IllegalArgumentException.class);
        assertThat(days(30).time()).isEqualTo(AuditRetention.SHORTEST);
    }
}
