package dev.portcullis.app.audit;

import dev.portcullis.audit.retention.AuditLogStats;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of the audit log: its size, the age of its oldest event, and lost events. Ages keep growing between
 * measurements; before the first one, gauges are NaN. Safe for use by many threads.
 */
public final class AuditMeters {
    private final AtomicReference<AuditLogStats.@Nullable Reading> last = new AtomicReference<>();
    private final InstantSource clock;
    private final Counter lost;

    public AuditMeters(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        gauge(
                registry,
                "portcullis.audit.size",
                "bytes",
                "Size of all tables of the audit log with their indexes",
                AuditLogStats.Reading::bytes);
        gauge(
                registry,
                "portcullis.audit.oldest.event.age",
                "seconds",
                "Age of the oldest event in the audit log; 0 when there is none",
                measured -> age(measured.oldestEvent()));
        gauge(
                registry,
                "portcullis.audit.default.partition.events",
                null,
                "Events whose month had no partition in time",
                AuditLogStats.Reading::eventsInDefaultPartition);
        lost = Counter.builder("portcullis.audit.lost.events")
                .description("Events that could not be written, of operations that continued")
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            @Nullable String unit,
            String description,
            Function<AuditLogStats.Reading, Number> value) {
        Gauge.builder(name, last, reading -> {
                    AuditLogStats.Reading measured = reading.get();
                    return measured == null ? Double.NaN : value.apply(measured).doubleValue();
                })
                .baseUnit(unit)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private double age(@Nullable Instant time) {
        if (time == null) {
            return 0;
        }
        double age = Duration.between(time, clock.instant()).toMillis() / 1_000.0;
        // The clock of the database may be ahead of this host's.
        return Math.max(0, age);
    }

    /** Stores a measurement, which the gauges report from now on. */
    public void measured(AuditLogStats.Reading reading) {
        last.set(reading);
    }

    void lost() {
        lost.increment();
    }
}
