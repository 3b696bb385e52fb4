package dev.portcullis.app.schedule;

import java.util.concurrent.Semaphore;

/**
 * Delivers mails in parallel, up to a limit, so that a slow recipient does not delay the others. Each
 * {@linkplain #run run} delivers until no mail is due. While earlier runs wait for the mail server, the next one starts.
 * Safe for use by many threads.
 */
final class DeliveryLanes {
    /**
     * For codes and for notices each. Together fewer than the connections that mail servers accept from one address by
     * default: 20 for Exchange, 50 for Postfix.
     */
    static final int LANES = 8;

    private final JobRunner background;
    private final Semaphore free = new Semaphore(LANES);

    DeliveryLanes(JobRunner background) {
        this.background = background;
    }

    /** Runs in the caller's thread. Does nothing if all lanes are in use: due mails wait in the outbox. */
    void run(Runnable deliverAll) {
        if (!free.tryAcquire()) {
            return;
        }
        try {
            background.run("Mail", deliverAll);
        } finally {
            free.release();
        }
    }
}
