package dev.portcullis.app.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.TickingClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SealMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TickingClock clock = new TickingClock();
    private final SealMeters meters = new SealMeters(registry, clock);

    private double age() {
        return registry.get("portcullis.audit.unsealed.age").gauge().value();
    }

    @Test
    void haveNoValueBeforeAnythingWasMeasured() {
        assertThat(age()).isNaN();
    }

    @Test
    void tellTheAgeOfTheOldestUnsealedEvent() {
        meters.measured(clock.instant().minusMillis(500));

        assertThat(age()).isEqualTo(0.5);
        clock.advance(Duration.ofHours(1));
        assertThat(age()).isEqualTo(3_600.5);
    }

    @Test
    void haveNoAgeWhenAllIsSealedAndNeverANegativeOne() {
        meters.measured(null);
        assertThat(age()).isZero();

        meters.measured(clock.instant().plusSeconds(1));
        assertThat(age()).isZero();
    }
}
