package dev.portcullis.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Hands mails to whoever carries them. Slow; never called inside a unit of work. Safe for use by many threads. */
public interface Mailbox {
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
        /** Refused for good: trying again would end the same. */
        REFUSED,
        /** Not now: the mail server was not reached, or asked to come back. */
        DEFERRED
    }

    Delivery deliver(VerificationMail mail);

    Delivery deliver(NoticeMail mail);
}
