package dev.portcullis.account;

import dev.portcullis.verification.VerificationCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Sends mails. Slow, so it is never called inside a unit of work. Safe for use by many threads. */
public interface MailSender {
    /**
     * The longest that a delivery takes. Shorter than the 5 minutes that RFC 5321, 4.5.3.2 gives one reply: a mail that
     * was not accepted in time is tried again, and its delivery occupies a thread and a connection meanwhile.
     */
    Duration DEADLINE = Duration.ofSeconds(60);

    /**
     * Tells a new account's holder the code that proves the address. The display name is left out: whoever signs up with
     * a stranger's address chooses it, and could send the stranger any text by it.
     */
    record VerificationMail(EmailAddress to, VerificationCode code, Duration codeLifetime, Locale language) {}

    /**
     * Tells an account's holder what happened. Of that it says no more than when: who reads along learns nothing by it.
     *
     * @param at when it happened
     */
    record NoticeMail(EmailAddress to, Notice notice, Instant at, Locale language) {}

    /** What became of a mail. */
    enum Delivery {
        /** Taken by the mail server, which now answers for it. */
        ACCEPTED,
        /** The mail server permanently rejected the recipient's address: trying again would end the same. */
        REFUSED,
        /** Not accepted, for any other reason: the server was not reached, was too slow, or rejected something else. */
        DEFERRED
    }

    /**
     * Returns within {@link #DEADLINE}. A mail that was not accepted by then is not accepted later, unless the connection
     * breaks between the server's decision and its reply (RFC 5321, 4.5.3.2.6): such a mail may arrive twice.
     */
    Delivery deliver(VerificationMail mail);

    /** As {@link #deliver(VerificationMail)}. */
    Delivery deliver(NoticeMail mail);
}
