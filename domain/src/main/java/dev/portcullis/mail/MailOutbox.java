package dev.portcullis.mail;

import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mails that wait to be delivered, at most one of a kind per account; without text and codes. A mail is enqueued in the
 * unit of work of the event that causes it, so neither exists without the other. Called inside a unit of work.
 *
 * <p>Delivery is at least once. Replicas claim mails for a limited time, the lease; if a replica dies, its mails become
 * available when their leases end. Two mails of a kind for one account are never claimed at the same time.
 */
public interface MailOutbox {
    /**
     * A mail that was claimed for delivery.
     *
     * @param attempts number of deliveries that were started, including this one
     * @param enqueuedAt when the event happened; unique among the mails of a kind for one account
     * @param leaseEnd when the mail becomes available to other callers
     * @param address the recipient's address; null for that of the account
     */
    record Claim(
            AccountId account,
            MailKind kind,
            Locale language,
            int attempts,
            Instant enqueuedAt,
            Instant leaseEnd,
            @Nullable String address) {}

    /** A mail that was requested for an e-mail address in normalized form, which need not have an account. */
    record Request(String address, MailKind kind, Locale language) {}

    /**
     * Requests a mail of a kind for an address, in place of a previous request for both. For callers who must not learn
     * whether the address has an account: it is the same statement for each, and {@link
     * dev.portcullis.account.ResolveMailRequests} decides later whether a mail is owed.
     */
    void request(String address, MailKind kind, Locale language, Instant now);

    /**
     * Removes the oldest request and returns it; empty if there is none. Concurrent callers get different requests, and do
     * not wait for each other. If the unit of work is rolled back, the request stays.
     */
    Optional<Request> takeRequest();

    /**
     * Enqueues a mail for immediate delivery, in place of a waiting one of its kind. If one of its kind is being
     * delivered, the new one waits until that delivery is completed or postponed, or its lease ends. Does nothing if the
     * {@linkplain MailKind#interval() minimum interval} since the previous mail of its kind has not passed.
     */
    void enqueue(AccountId account, MailKind kind, Locale language, Instant now);

    /**
     * As {@link #enqueue}, to an address of its own instead of that of the account. The account may be deleted in the same
     * unit of work: this mail stays until it is completed, and then no trace of the address is left.
     */
    void enqueueTo(String address, AccountId account, MailKind kind, Locale language, Instant now);

    /** A mail as the owner of the account sees it; completed if it was delivered or given up. */
    record Listed(MailKind kind, Locale language, Instant enqueuedAt, boolean isCompleted) {}

    /** The mails of an account that the outbox has, oldest first. Completed ones are kept for some days. */
    List<Listed> of(AccountId account);

    /**
     * Claims the mail of these kinds that has been due longest, and counts the attempt. Concurrent callers claim different
     * mails, and do not wait for each other.
     */
    Optional<Claim> claim(Set<MailKind> kinds, Instant now, Instant leaseEnd);

    /**
     * Ends the lease and schedules the next attempt. If the mail was replaced since, only ends the lease; if the lease
     * has ended and another caller has claimed the mail since, does nothing.
     */
    void postpone(Claim claim, Instant until);

    /**
     * Ends the lease and removes the mail from the queue: it was delivered, or will not be. Also applies if the lease has
     * ended. Does not affect a mail that replaced it.
     */
    void complete(Claim claim);
}
