package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The mails that are still to be sent, at most one for an account: an outbox, written in the same unit of work as the
 * sign-up, so no account is made without its mail and none is lost when the process dies. Called inside a unit of work.
 */
public interface VerificationMailQueue {
    /**
     * A mail to be sent.
     *
     * @param registration that it was ordered for; a later one orders its own
     * @param attempts that were begun, this one included
     * @param orderedAt when the sign-up ordered it
     */
    record Order(AccountId account, int registration, Locale language, int attempts, Instant orderedAt) {}

    /** Orders a mail, in the place of any that was ordered for the account before. */
    void order(AccountId account, int registration, Locale language, Instant now);

    /**
     * Takes one mail whose time has come and sets it aside until the lease ends, so that no other caller takes it
     * meanwhile, and it comes back when this one dies. Counts the attempt.
     */
    Optional<Order> claim(Instant now, Instant leaseEnd);

    /**
     * Sets the next attempt. Does nothing when the order has been replaced, nor when its lease has ended and another
     * caller has claimed it since.
     */
    void postpone(Order order, Instant until);

    /** Nothing more is to be sent for this order. Does nothing when it has been replaced. */
    void remove(Order order);
}
