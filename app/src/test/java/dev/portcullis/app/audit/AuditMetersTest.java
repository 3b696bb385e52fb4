package dev.portcullis.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditListener;
import dev.portcullis.audit.retention.AuditLogStats;
import dev.portcullis.kernel.TickingClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TickingClock clock = new TickingClock();
    private final AuditMeters meters = new AuditMeters(registry, clock);

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void haveNoValueBeforeAnythingWasMeasured() {
        assertThat(gauge("portcullis.audit.size")).isNaN();
        assertThat(gauge("portcullis.audit.oldest.event.age")).isNaN();
        assertThat(gauge("portcullis.audit.default.partition.events")).isNaN();
    }

    @Test
    void tellWhatWasMeasured() {
        Instant now = clock.instant();
        meters.measured(new AuditLogStats.Reading(4_096, now.minusSeconds(60), 7));

        assertThat(gauge("portcullis.audit.size")).isEqualTo(4_096);
        assertThat(gauge("portcullis.audit.oldest.event.age")).isEqualTo(60);
        assertThat(gauge("portcullis.audit.default.partition.events")).isEqualTo(7);
    }

    @Test
    void growOldAlsoWhileNothingIsMeasured() {
        meters.measured(new AuditLogStats.Reading(0, clock.instant(), 0));
        clock.advance(Duration.ofHours(1));

        assertThat(gauge("portcullis.audit.oldest.event.age")).isEqualTo(3_600);
    }

    @Test
    void haveNoAgeWhereThereIsNothingAndNeverABelowZeroOne() {
        meters.measured(new AuditLogStats.Reading(0, null, 0));
        assertThat(gauge("portcullis.audit.oldest.event.age")).isZero();

        meters.measured(new AuditLogStats.Reading(0, clock.instant().plusSeconds(1), 0));
        assertThat(gauge("portcullis.audit.oldest.event.age")).isZero();
    }

    @Test
    void countWhatIsLost() {
        AuditListener feed = new EcsAuditListener(false, meters);
        feed.lost();
        feed.lost();

        assertThat(registry.get("portcullis.audit.lost.events").counter().count())
                .isEqualTo(2);
    }
}
