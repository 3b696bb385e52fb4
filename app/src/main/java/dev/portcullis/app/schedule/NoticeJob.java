package dev.portcullis.app.schedule;

import dev.portcullis.account.SendNotice;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Sends the notices that are due, each second, some in parallel. Every replica does; the queue keeps them apart. */
@ApplicationScoped
class NoticeJob {
    private static final Logger LOG = Logger.getLogger(NoticeJob.class);

    private final SendNotice sendNotice;
    private final JobRunner background;
    private final DeliveryLanes lanes;

    NoticeJob(SendNotice sendNotice, JobRunner background) {
        this.sendNotice = sendNotice;
        this.background = background;
        this.lanes = new DeliveryLanes("Notifying", background);
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.PROCEED,
            skipExecutionIf = AccountsKeptElsewhere.class)
    void sendDueNotices() {
        lanes.run(this::sendUntilNoneIsDue);
    }

    private void sendUntilNoneIsDue() {
        SendNotice.Outcome outcome;
        do {
            outcome = sendNotice.execute();
            if (outcome == SendNotice.Outcome.GIVEN_UP) {
                LOG.warn("A notice was given up; its holder does not know");
            }
        } while (outcome != SendNotice.Outcome.IDLE && !background.isEnding());
    }
}
