package dev.portcullis.app.metrics;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.housekeeping.StoreClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The offset between the clocks of this host and the database. Tokens carry the time of the host; sessions, keys and
 * the audit log that of the database. The gauge {@code portcullis.clock.offset} is in seconds, positive if the host is
 * ahead, and NaN before the first measurement. Safe for use by many threads.
 */
@Singleton
public final class ClockOffset {
    /** Synchronized clocks differ by less, and services that verify tokens commonly allow a leeway of 30 seconds. */
    static final Duration TOLERANCE = Duration.ofSeconds(30);

    private final StoreClock store;
    private final Clock clock;
    private final AtomicReference<@Nullable Duration> last = new AtomicReference<>();

    ClockOffset(StoreClock store, Clock clock, MeterRegistry registry) {
        this.store = store;
        this.clock = clock;
        Gauge.builder("portcullis.clock.offset", last, ClockOffset::seconds)
                .baseUnit("seconds")
                .description("How far the clock of this host is ahead of the database's")
                .strongReference(true)
                .register(registry);
    }

    private static double seconds(AtomicReference<@Nullable Duration> last) {
        Duration offset = last.get();
        return offset == null ? Double.NaN : offset.toMillis() / 1_000.0;
    }

    /**
     * Reads the time of the database and compares it with the middle of the round trip, so the error is at most half of
     * the round trip.
     *
     * @return positive if this host is ahead
     * @throws dev.portcullis.kernel.StoreUnavailable if the database does not respond
     */
    @CanIgnoreReturnValue
    public Duration measure() {
        Instant asked = clock.instant();
        Instant there = store.now();
        Instant answered = clock.instant();
        Duration offset = Duration.between(
                there, asked.plus(Duration.between(asked, answered).dividedBy(2)));
        last.set(offset);
        return offset;
    }

    /** A warning for the operator if the last measurement exceeds {@link #TOLERANCE}. */
    public Optional<String> warning() {
        Duration offset = last.get();
        if (offset == null || offset.abs().compareTo(TOLERANCE) <= 0) {
            return Optional.empty();
        }
        String where = offset.isNegative() ? "behind" : "ahead of";
        String effect = offset.isNegative()
                ? "tokens that it issues expire too early, or have expired already"
                : "tokens that it issues carry a time in the future";
        return Optional.of("The clock of this host is " + offset.abs().toSeconds() + " seconds " + where
                + " the clock of the database: " + effect + ". Synchronize the clocks of both.");
    }
}
