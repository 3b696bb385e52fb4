package dev.portcullis.app.seal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The lag of the seals of the audit log. Grows between measurements; NaN before the first one. Safe for many threads. */
final class SealMeters {
    /** Null before the first measurement; empty if all events are sealed. */
    private final AtomicReference<@Nullable Optional<Instant>> oldestUnsealed = new AtomicReference<>();

    SealMeters(MeterRegistry registry, InstantSource clock) {
        Gauge.builder("portcullis.audit.unsealed.age", oldestUnsealed, last -> {
                    Optional<Instant> measured = last.get();
                    return measured == null
                            ? Double.NaN
                            : measured.map(time -> age(time, clock)).orElse(0.0);
                })
                .baseUnit("seconds")
                .description("Age of the oldest unsealed event; 0 when all are sealed")
                .strongReference(true)
                .register(registry);
    }

    /** Never negative, though the clock of the database may be ahead of this host's. */
    private static double age(Instant time, InstantSource clock) {
        return Math.max(0, Duration.between(time, clock.instant()).toMillis() / 1_000.0);
    }

    /** @param oldest the time of the oldest event that is not sealed; null if there is none */
    void measured(@Nullable Instant oldest) {
        oldestUnsealed.set(Optional.ofNullable(oldest));
    }
}
