package dev.portcullis.housekeeping;

import java.time.Instant;

/**
 * Deletes expired data in batches, skips locked rows, and keeps the audit events about the data. Called inside a unit of
 * work. Each method returns the number deleted: less than the limit if there are no more.
 */
public interface ExpiredData {
    /** Deletes sessions that ended, or whose absolute lifetime expired, before the given time. */
    int removeSessions(Instant overBefore, int limit);

    /**
     * Deletes unverified accounts with all their data, if since the given time there was neither a sign-up for them nor
     * use of an active session. Disabled accounts are kept, because the administrator meant to block the address.
     */
    int removeUnverifiedAccounts(Instant unusedSince, int limit);

    /**
     * Deletes mails that are completed and were enqueued, requests for mails that were made, and mailed codes that were last
     * changed, before the given time.
     */
    int removeMails(Instant enqueuedBefore, int limit);

    /** Deletes changes of e-mail addresses that got their last status before the given time. */
    int removeEmailChanges(Instant overBefore, int limit);
}
