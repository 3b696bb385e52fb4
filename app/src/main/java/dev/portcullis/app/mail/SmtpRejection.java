package dev.portcullis.app.mail;

import io.vertx.ext.mail.SMTPException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail server's negative reply (RFC 5321, 4.2) to a command of one delivery.
 *
 * @param ofRecipient whether it is the reply to {@code RCPT TO}
 * @param code of three digits
 * @param lines of the reply, each with its code
 */
record SmtpRejection(boolean ofRecipient, int code, List<String> lines) {
    /**
     * Enhanced status codes (RFC 3463, 3.2; RFC 7505) that speak of the recipient's address, and say that it will not
     * do: no such mailbox, no such system, not an address, ambiguous, moved away, no mail at that domain. Not among them
     * are 5.1.7 and 5.1.8, which speak of the sender's address, and 5.1.0, which servers use for either.
     */
    private static final Set<String> OF_THE_RECIPIENT = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10");

    private static final Pattern STATUS = Pattern.compile("^[0-9]{3}[ -]([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.])");

    /** How the mail client begins the message of its exception; it says in no other way which command was rejected. */
    private static final String TO_RECIPIENT = "recipient address not accepted";

    SmtpRejection {
        lines = List.copyOf(lines);
    }

    /** The rejection that a failed delivery was caused by; empty where it failed for another reason. */
    static Optional<SmtpRejection> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException smtp) {
                boolean ofRecipient =
                        smtp.getMessage() != null && smtp.getMessage().startsWith(TO_RECIPIENT);
                return Optional.of(new SmtpRejection(ofRecipient, smtp.getReplyCode(), smtp.getReplyMessages()));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether another attempt would end the same: a permanent reply to {@code RCPT TO}, all of whose enhanced status
     * codes speak of the recipient's address. Every other reply may be about this service, its mail or the server's
     * policy or state, and is no reason to give up.
     */
    boolean isFinal() {
        List<String> statuses = statuses();
        return ofRecipient
                && code >= 500
                && code < 600
                && !statuses.isEmpty()
                && OF_THE_RECIPIENT.containsAll(statuses);
    }

    /** For the log: the codes without the text, which may quote an address. */
    String status() {
        return statuses().stream()
                .findFirst()
                .map(status -> code + " " + status)
                .orElseGet(() -> Integer.toString(code));
    }

    private List<String> statuses() {
        return lines.stream()
                .map(STATUS::matcher)
                .filter(Matcher::find)
                .map(status -> status.group(1))
                .toList();
    }
}
