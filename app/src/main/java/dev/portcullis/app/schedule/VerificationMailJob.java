package dev.portcullis.app.schedule;

import dev.portcullis.account.SendVerificationMail;
import dev.portcullis.kernel.Overloaded;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Sends the mails that are due, each second, some in parallel. Every replica does; the queue keeps them apart. */
@ApplicationScoped
class VerificationMailJob {
    private static final Logger LOG = Logger.getLogger(VerificationMailJob.class);

    private final SendVerificationMail sendVerificationMail;
    private final JobRunner background;
    private final DeliveryLanes lanes;

    VerificationMailJob(SendVerificationMail sendVerificationMail, JobRunner background) {
        this.sendVerificationMail = sendVerificationMail;
        this.background = background;
        this.lanes = new DeliveryLanes("Mail", background);
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.PROCEED,
            skipExecutionIf = AccountsKeptElsewhere.class)
    void sendDueMails() {
        lanes.run(this::sendUntilNoneIsDue);
    }

    private void sendUntilNoneIsDue() {
        try {
            SendVerificationMail.Outcome outcome;
            do {
                outcome = sendVerificationMail.execute();
                if (outcome == SendVerificationMail.Outcome.GIVEN_UP) {
                    LOG.warn("A verification mail was given up; its account stays unverified");
                }
            } while (outcome != SendVerificationMail.Outcome.IDLE && !background.isEnding());
        } catch (Overloaded busy) {
            LOG.debug("Hashing queue is full; postponing mail delivery");
        }
    }
}
