package dev.portcullis.app.schedule;

import dev.portcullis.account.SendNotice;
import dev.portcullis.kernel.StoreUnavailable;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Sends the notices that are due, each second, one after the other. Every replica does; the queue keeps them apart. */
@ApplicationScoped
class NoticeSchedule {
    private static final Logger LOG = Logger.getLogger(NoticeSchedule.class);

    private final SendNotice sendNotice;

    NoticeSchedule(SendNotice sendNotice) {
        this.sendNotice = sendNotice;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = AccountsKeptElsewhere.class)
    void sendDueNotices() {
        try {
            SendNotice.Outcome outcome = sendNotice.execute();
            while (outcome != SendNotice.Outcome.IDLE) {
                if (outcome == SendNotice.Outcome.GIVEN_UP) {
                    LOG.warn("A notice was given up; its holder does not know");
                }
                outcome = sendNotice.execute();
            }
        } catch (StoreUnavailable unavailable) {
            LOG.warnf("Notices wait for the database: %s", unavailable.getCause());
        }
    }
}
