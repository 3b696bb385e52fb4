package dev.portcullis.mail;

import dev.portcullis.credential.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sends mails. Slow, so it is never called inside a unit of work. Safe for use by many threads. */
public interface MailSender {
    /**
     * The maximum duration of a delivery. Shorter than the 5 minutes that RFC 5321, 4.5.3.2 allows for one reply: a mail
     * that was not accepted in time is retried, and a delivery occupies a thread and a connection.
     */
    Duration DEADLINE = Duration.ofSeconds(60);

    /**
     * A mail to send. It contains no text that a stranger could have chosen, such as the display name: anyone can sign up
     * with a stranger's address.
     *
     * @param to the recipient's address, in the form of the account
     * @param at when the event happened that the mail is about
     * @param code null unless mails of this kind contain one
     */
    record Message(
            MailKind kind,
            String to,
            Locale language,
            Instant at,
            @Nullable Code code) {}

    /** A code to send. Its lifetime starts when the mail server accepts the mail, or later. */
    record Code(Secret code, Duration lifetime) {}

    enum Delivery {
        /** The mail server accepted the mail, and is now responsible for it. */
        ACCEPTED,
        /** The mail server permanently rejected the recipient's address. A retry would fail as well. */
        REFUSED,
        /** Not accepted for any other reason: the server was unreachable, too slow, or rejected something else. */
        DEFERRED
    }

    /**
     * Returns within {@link #DEADLINE}. A mail that was not accepted by then is not accepted later, unless the connection
     * breaks between the server's decision and its reply (RFC 5321, 4.5.3.2.6): such a mail may arrive twice.
     */
    Delivery send(Message mail);
}
