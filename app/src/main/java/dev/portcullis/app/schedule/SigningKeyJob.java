package dev.portcullis.app.schedule;

import dev.portcullis.composition.UseCases;
import dev.portcullis.signingkey.EnsureSigningKeys;
import dev.portcullis.signingkey.PublicKeys;
import dev.portcullis.signingkey.SigningKeySchedule;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Publishes the next signing key in time and reloads the keys. Every replica does; a lock in the database lets one at a
 * time.
 */
@ApplicationScoped
class SigningKeyJob {
    private static final Logger LOG = Logger.getLogger(SigningKeyJob.class);

    private final UseCases useCases;
    private final PublicKeys keys;
    private final JobRunner background;

    SigningKeyJob(UseCases useCases, PublicKeys keys, JobRunner background) {
        this.useCases = useCases;
        this.keys = keys;
        this.background = background;
    }

    @Scheduled(
            every = "10s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = WithAnotherProvider.class)
    void keep() {
        background.run("Rotating signing keys", () -> {
            EnsureSigningKeys.Outcome outcome = useCases.ensureSigningKeys().execute();
            SigningKeySchedule made = outcome.made();
            if (made != null) {
                LOG.infof("The signing key %s is published; it signs from %s", made.id(), made.signsFrom());
            }
            if (!outcome.removed().isEmpty()) {
                LOG.infof("Removed retired signing keys: %s", outcome.removed());
            }
            keys.refresh();
        });
    }
}
