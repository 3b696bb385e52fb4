package dev.portcullis.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionSealsTest extends SealedLog {
    private static final YearMonth MARCH = YearMonth.of(2026, 3);

    private static AuditRetention days(int days) {
        return new AuditRetention(Duration.ofDays(days));
    }

    @Test
    void sealTheDropOfAMonth() {
        assertThat(keep(days(90)).made()).contains(MARCH);
        assertThat(anEventOccurs()).isNotNull();
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofDays(40));
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofDays(85));
        sealAll();
        Seal newest = newest();

        ApplyAuditRetention.Outcome outcome = keep(days(90));

        assertThat(outcome.dropped()).containsExactly(MARCH);
        Seal seal = newest();
        assertThat(outcome.record()).isEqualTo("seal " + seal.reference());
        assertThat(seal.kind()).isEqualTo(Seal.Kind.RETENTION);
        assertThat(seal.from()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(seal.until()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(seal.events()).isEqualTo(2);
        assertThat(seal.previous()).isEqualTo(newest.hash());
        assertThat(key.verify("key-1", seal.form(), seal.signature())).isTrue();
        assertThat(audit.records()).hasSize(1);
        assertThat(keep(days(90)).record()).isNull();
    }

    @Test
    void allowNoDropAfterASealThatNoKnownKeySigned() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofDays(65));
        sealAll();
        forgeADrop();
        Seal forged = newest();

        assertThatThrownBy(() -> keep(days(30)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seal " + forged.number());

        assertThat(newest()).isEqualTo(forged);
        assertThat(audit.records()).hasSize(1);
    }

    @Test
    void goOnWhereTheLastDropEnded() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofDays(35));
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofDays(30));
        sealAll();
        assertThat(keep(days(30)).dropped()).containsExactly(MARCH);
        clock.advance(Duration.ofDays(30));
        sealAll();

        assertThat(keep(days(30)).record()).isNotNull();
        Seal second = newest();

        assertThat(second.from()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(second.until()).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(second.events()).isEqualTo(1);
        assertThat(audit.records()).isEmpty();
    }

    @Test
    void allowNoDropOfAMonthThatIsNotWhollySealed() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofDays(10));
        sealAll();
        clock.advance(Duration.ofDays(100));

        assertThat(keep(days(30)).dropped()).isEmpty();
        assertThat(audit.records()).hasSize(1);

        sealAll();
        assertThat(keep(days(30)).dropped()).contains(MARCH);
    }

    @Test
    void allowNoDropBeforeThereIsASeal() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofDays(100));

        assertThat(keep(days(30)).dropped()).isEmpty();
    }

    @Test
    void allowNoDropWhileAnotherSeals() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofDays(100));
        sealAll();
        seals.letAnotherSeal();

        ApplyAuditRetention.Outcome outcome = keep(days(30));

        assertThat(outcome.dropped()).isEmpty();
        assertThat(outcome.made()).isNotEmpty();
    }

    @Test
    void areTakenBackWhenTheDropFails() {
        assertThat(keep(days(30)).made()).contains(MARCH);
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofDays(100));
        sealAll();
        Seal newest = newest();
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

        assertThatThrownBy(() ->
                        new ApplyAuditRetention(failing, new RetentionSeals(seals, key), days(30), database).execute())
                .hasMessage("readers hold it");

        assertThat(newest()).isEqualTo(newest);
    }
}
