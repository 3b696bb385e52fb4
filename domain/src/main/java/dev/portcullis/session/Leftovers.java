package dev.portcullis.session;

import java.time.Instant;

/**
 * Finds and removes what nobody needs any more, so many at once as are asked for, and passes over what somebody holds.
 * Called inside a unit of work. What the audit log has of it stays.
 */
public interface Leftovers {
    /**
     * Removes sessions that ended, or whose absolute lifetime ran out, before then.
     *
     * @return how many; fewer than the limit when no more are to be had
     */
    int removeSessions(Instant overBefore, int limit);

    /**
     * Removes unverified accounts, with all that is theirs, that nobody signed up for since then and that no live session
     * was used for since then. One that was disabled stays: whoever did that meant its address.
     *
     * @return how many; fewer than the limit when no more are to be had
     */
    int removeUnverifiedAccounts(Instant unusedSince, int limit);

    /**
     * Forgets notices that are settled and were ordered before then.
     *
     * @return how many; fewer than the limit when no more are to be had
     */
    int removeNotices(Instant orderedBefore, int limit);
}
