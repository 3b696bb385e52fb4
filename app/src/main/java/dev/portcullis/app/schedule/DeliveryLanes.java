package dev.portcullis.app.schedule;

import java.util.concurrent.Semaphore;

/**
 * Delivers the mails of one outbox in parallel, up to a bound, so that a slow recipient delays nobody else. Each
 * {@linkplain #run run} sends until nothing is due. While earlier runs wait for the mail server, the next one starts beside
 * them. Safe for use by many threads.
 */
final class DeliveryLanes {
    /**
     * For each of two outboxes. Together fewer than the connections that mail servers accept from one address by default:
     * 20 for Exchange, 50 for Postfix.
     */
    static final int LANES = 8;

    private final String what;
    private final JobRunner background;
    private final Semaphore free = new Semaphore(LANES);

    /** @param what as the log calls it, at the beginning of a sentence, singular */
    DeliveryLanes(String what, JobRunner background) {
        this.what = what;
        this.background = background;
    }

    /** Runs in the caller's thread. Does nothing while all lanes are taken: the mails that are due wait in the outbox. */
    void run(Runnable sendUntilNoneIsDue) {
        if (!free.tryAcquire()) {
            return;
        }
        try {
            background.run(what, sendUntilNoneIsDue);
        } finally {
            free.release();
        }
    }
}
