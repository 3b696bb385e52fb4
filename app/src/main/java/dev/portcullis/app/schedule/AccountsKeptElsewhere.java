package dev.portcullis.app.schedule;

import dev.portcullis.app.config.PortcullisConfig;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/** Who does not keep accounts has no mails to send for them. */
@Singleton
final class AccountsKeptElsewhere implements Scheduled.SkipPredicate {
    private final PortcullisConfig config;

    AccountsKeptElsewhere(PortcullisConfig config) {
        this.config = config;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return config.provider() != PortcullisConfig.Provider.LOCAL;
    }
}
