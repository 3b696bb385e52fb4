package dev.portcullis.housekeeping;

import java.time.Instant;

/**
 * Deletes expired data in batches and skips locked rows. Called inside a unit of work. Audit events about the deleted
 * data are kept.
 */
public interface ExpiredData {
    /**
     * Deletes sessions that ended, or whose absolute lifetime expired, before the given time.
     *
     * @return the number deleted; less than the limit if there are no more
     */
    int removeSessions(Instant overBefore, int limit);

    /**
     * Deletes unverified accounts with all their data, if since the given time there was neither a sign-up for them nor
     * use of an active session. Disabled accounts are kept, because the administrator meant to block the address.
     *
     * @return the number deleted; less than the limit if there are no more
     */
    int removeUnverifiedAccounts(Instant unusedSince, int limit);

    /**
     * Deletes mails that are completed and were enqueued, requests for mails that were made, and mailed codes that were last
     * changed, before the given time.
     *
     * @return the number deleted; less than the limit if there are no more
     */
    int removeMails(Instant enqueuedBefore, int limit);

    /**
     * Deletes changes of e-mail addresses that got their last status before the given time.
     *
     * @return the number deleted; less than the limit if there are no more
     */
    int removeEmailChanges(Instant overBefore, int limit);
}
