package dev.portcullis.app.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Clock and randomness. */
@Dependent
final class KernelWiring {
    /** In microseconds, as PostgreSQL stores times, so that stored values equal those that are read back. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }
}
