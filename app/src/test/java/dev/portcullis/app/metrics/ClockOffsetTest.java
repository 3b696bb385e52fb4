package dev.portcullis.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.housekeeping.StoreClock;
import dev.portcullis.kernel.StoreUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockOffsetTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double gauge() {
        return registry.get("portcullis.clock.offset").gauge().value();
    }

    private ClockOffset offset(StoreClock store) {
        return new ClockOffset(store, Clock.fixed(NOW, ZoneOffset.UTC), registry);
    }

    @ParameterizedTest
    @CsvSource({"0, ", "30, ", "-30, ", "31, 31 seconds ahead of", "-31, 31 seconds behind", "-600, 600 seconds behind"
    })
    void isMeasuredAndWarnedOfBeyondWhatASynchronizedClockShows(long seconds, String warning) {
        ClockOffset offset = offset(() -> NOW.minusSeconds(seconds));

        assertThat(offset.measure()).isEqualTo(Duration.ofSeconds(seconds));

        assertThat(gauge()).isEqualTo(seconds);
        if (warning == null) {
            assertThat(offset.warning()).isEmpty();
        } else {
            assertThat(offset.warning())
                    .hasValueSatisfying(sentence -> assertThat(sentence)
                            .contains("The clock of this host is " + warning + " the clock of the database"));
        }
    }

    @Test
    void saysWhatBecomesOfTokens() {
        ClockOffset behind = offset(() -> NOW.plusSeconds(600));
        assertThat(behind.measure()).isNegative();
        assertThat(behind.warning())
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("expire too early, or have expired already"));
    }

    @Test
    void takesTheTimeForThatHalfwayThroughTheQuestion() {
        Deque<Instant> times = new ArrayDeque<>(List.of(NOW, NOW.plusSeconds(4)));
        Clock slow = new Clock() {
            @Override
            public Instant instant() {
                return times.remove();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };

        assertThat(new ClockOffset(() -> NOW.plusSeconds(2), slow, registry).measure())
                .isZero();
    }

    @Test
    void keepsTheLastMeasurementWhileTheDatabaseIsAway() {
        ClockOffset none = offset(() -> {
            throw new StoreUnavailable(new IllegalStateException("away"));
        });

        assertThatThrownBy(none::measure).isInstanceOf(StoreUnavailable.class);

        assertThat(gauge()).isNaN();
        assertThat(none.warning()).isEmpty();
    }
}
