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
 * @param ofRecipient whether the command was {@code RCPT TO}
 * @param code three digits
 * @param lines the lines of the reply, each with its code
 */
record SmtpRejection(boolean ofRecipient, int code, List<String> lines) {
    /**
     * Enhanced status codes (RFC 3463, 3.2; RFC 7505) that reject the recipient's address: no such mailbox, no such
     * system, bad syntax, ambiguous, moved, no mail at that domain. They exclude 5.1.7 and 5.1.8, which are about the
     * sender's address, and 5.1.0, which servers use for either.
     */
    private static final Set<String> OF_THE_RECIPIENT = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10");

    private static final Pattern STATUS = Pattern.compile("^[0-9]{3}[ -]([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.])");

    /** The mail client reports which command was rejected only by this beginning of the exception's message. */
    private static final String TO_RECIPIENT = "recipient address not accepted";

    SmtpRejection {
        lines = List.copyOf(lines);
    }

    /** The rejection that caused a delivery to fail; empty if it failed for another reason. */
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
     * Whether another attempt would fail as well: a permanent reply to {@code RCPT TO} whose enhanced status codes are
     * all about the recipient's address. Any other reply may be about this service, its mail, or the server's policy or
     * state, and is no reason to give up.
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
