package dev.portcullis.app.schedule;

import dev.portcullis.account.SendVerificationMail;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.StoreUnavailable;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Sends the mails that are due, each second, one after the other. Every replica does; the queue keeps them apart. */
@ApplicationScoped
class VerificationMailSchedule {
    private static final Logger LOG = Logger.getLogger(VerificationMailSchedule.class);

    private final SendVerificationMail sendVerificationMail;

    VerificationMailSchedule(SendVerificationMail sendVerificationMail) {
        this.sendVerificationMail = sendVerificationMail;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = AccountsKeptElsewhere.class)
    void sendDueMails() {
        try {
            SendVerificationMail.Outcome outcome = sendVerificationMail.execute();
            while (outcome != SendVerificationMail.Outcome.IDLE) {
                if (outcome == SendVerificationMail.Outcome.GIVEN_UP) {
                    LOG.warn("A verification mail was given up; its account stays unverified");
                }
                outcome = sendVerificationMail.execute();
            }
        } catch (Overloaded busy) {
            LOG.debug("Sign-ins come first; the mails wait");
        } catch (StoreUnavailable unavailable) {
            LOG.warnf("Mails wait for the database: %s", unavailable.getCause());
        }
    }
}
