package dev.portcullis.app.schedule;

import dev.portcullis.app.config.PortcullisConfig;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/** Skips the jobs for accounts, sessions and keys in the gateway, where the upstream stores them. */
@Singleton
final class InGateway implements Scheduled.SkipPredicate {
    private final PortcullisConfig config;

    InGateway(PortcullisConfig config) {
        this.config = config;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return config.provider() != PortcullisConfig.Provider.LOCAL;
    }
}
