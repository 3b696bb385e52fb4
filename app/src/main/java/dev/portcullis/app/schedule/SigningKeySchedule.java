package dev.portcullis.app.schedule;

import dev.portcullis.session.KeepSigningKeys;
import dev.portcullis.session.KeyLife;
import dev.portcullis.session.PublicKeys;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Publishes the next signing key in time and reads the keys again. Every replica does; the database keeps them apart. */
@ApplicationScoped
class SigningKeySchedule {
    private static final Logger LOG = Logger.getLogger(SigningKeySchedule.class);

    private final KeepSigningKeys keepSigningKeys;
    private final PublicKeys keys;
    private final BackgroundWork background;

    SigningKeySchedule(KeepSigningKeys keepSigningKeys, PublicKeys keys, BackgroundWork background) {
        this.keepSigningKeys = keepSigningKeys;
        this.keys = keys;
        this.background = background;
    }

    @Scheduled(
            every = "10s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = AccountsKeptElsewhere.class)
    void keep() {
        background.run("Keeping signing keys", () -> {
            KeepSigningKeys.Outcome outcome = keepSigningKeys.execute();
            KeyLife made = outcome.made();
            if (made != null) {
                LOG.infof("The signing key %s is published; it signs from %s", made.id(), made.signsFrom());
            }
            if (!outcome.removed().isEmpty()) {
                LOG.infof("Signing keys that were gone for long are removed: %s", outcome.removed());
            }
            keys.refresh();
        });
    }
}
