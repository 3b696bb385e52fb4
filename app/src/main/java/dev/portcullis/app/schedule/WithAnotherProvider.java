package dev.portcullis.app.schedule;

import dev.portcullis.app.config.PortcullisConfig;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/** Skips the jobs for accounts, sessions and keys if another provider stores them. */
@Singleton
final class WithAnotherProvider implements Scheduled.SkipPredicate {
    private final PortcullisConfig config;

    WithAnotherProvider(PortcullisConfig config) {
        this.config = config;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return config.provider() != PortcullisConfig.Provider.LOCAL;
    }
}
