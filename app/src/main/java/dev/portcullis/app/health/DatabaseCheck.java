package dev.portcullis.app.health;

import dev.portcullis.app.metrics.ClockOffset;
import dev.portcullis.kernel.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the database answers, with the name and the data that Quarkus' own check has. That one waits as long as a
 * statement may; this one answers in less than 6 seconds, also while the host of the database has vanished.
 *
 * <p>It also says how far the clock of this host is from the database's, and stays up whatever that is: which of the two
 * is wrong cannot be told here, and a wrong clock at the database would take out all replicas at once.
 */
@Readiness
@Singleton
final class DatabaseCheck implements HealthCheck {
    private static final String DEFAULT = "<default>";

    private final ClockOffset offset;

    DatabaseCheck(ClockOffset offset) {
        this.offset = offset;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Database connections health check");
        try {
            Duration ahead = offset.measure();
            return response.withData(DEFAULT, "UP")
                    .withData("clock_offset_ms", ahead.toMillis())
                    .up()
                    .build();
        } catch (StoreUnavailable unavailable) {
            Throwable cause = unavailable.getCause();
            String reason = String.valueOf((cause == null ? unavailable : cause).getMessage());
            return response.withData(
                            DEFAULT, "Unable to execute the validation check for the default DataSource: " + reason)
                    .down()
                    .build();
        }
    }
}
