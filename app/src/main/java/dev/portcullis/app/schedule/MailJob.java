package dev.portcullis.app.schedule;

import dev.portcullis.composition.UseCases;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind.Content;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Resolves requests for mails and delivers due mails every second, several in parallel. Every replica does; the outbox
 * gives each mail to one of them.
 * Codes and notices have separate lanes, so notices do not wait while the password hasher is busy.
 */
@ApplicationScoped
class MailJob {
    private static final Logger LOG = Logger.getLogger(MailJob.class);

    private final UseCases useCases;
    private final JobRunner background;
    private final DeliveryLanes codes;
    private final DeliveryLanes notices;

    MailJob(UseCases useCases, JobRunner background) {
        this.useCases = useCases;
        this.background = background;
        this.codes = new DeliveryLanes(background);
        this.notices = new DeliveryLanes(background);
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.PROCEED,
            skipExecutionIf = WithAnotherProvider.class)
    void deliverCodes() {
        codes.run(() -> {
            resolveRequests();
            deliverAll(Content.CODE);
        });
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.PROCEED,
            skipExecutionIf = WithAnotherProvider.class)
    void deliverNotices() {
        notices.run(() -> deliverAll(Content.NOTICE));
    }

    private void resolveRequests() {
        boolean wasOne;
        do {
            wasOne = !background.isEnding() && useCases.resolveMailRequests().execute();
        } while (wasOne);
    }

    private void deliverAll(Content content) {
        try {
            DeliverMail.Outcome outcome;
            do {
                outcome = useCases.deliverMail().execute(content);
                if (outcome == DeliverMail.Outcome.GIVEN_UP) {
                    LOG.warn(
                            content == Content.CODE
                                    ? "Gave up sending a mail with a code; another one can be requested"
                                    : "Gave up sending a notice; the account owner was not notified");
                }
            } while (outcome != DeliverMail.Outcome.IDLE && !background.isEnding());
        } catch (Overloaded busy) {
            LOG.debug("Hashing has no free permit; postponing mail delivery");
        }
    }
}
