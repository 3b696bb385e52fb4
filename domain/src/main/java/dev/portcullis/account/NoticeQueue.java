package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The notices that are still to be sent, at most one of a kind for an account: an outbox, written in the same unit of work
 * as what the notice tells of. Called inside a unit of work.
 */
public interface NoticeQueue {
    /**
     * A notice to be sent.
     *
     * @param attempts that were begun, this one included
     */
    record Order(AccountId account, Notice notice, Locale language, int attempts, Instant orderedAt) {}

    /**
     * Orders a notice, in the place of one of its kind that waits, unless one was ordered less than its
     * {@linkplain Notice#quiet() quiet time} ago.
     */
    void order(AccountId account, Notice notice, Locale language, Instant now);

    /**
     * Takes one notice whose time has come and sets it aside until the lease ends, so that no other caller takes it
     * meanwhile, and it comes back when this one dies. Counts the attempt.
     */
    Optional<Order> claim(Instant now, Instant leaseEnd);

    /**
     * Sets the next attempt. Does nothing when the order has been replaced, nor when its lease has ended and another
     * caller has claimed it since.
     */
    void postpone(Order order, Instant until);

    /** Nothing more is to be sent for this order; that there was one is remembered. Does nothing when it was replaced. */
    void settle(Order order);
}
