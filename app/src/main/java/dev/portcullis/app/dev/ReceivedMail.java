package dev.portcullis.app.dev;

import io.quarkus.mailer.SentMail;
import java.util.Map;

/**
 * A mail in the inbox of the first page.
 *
 * @param id unique also across reloads of the service
 */
record ReceivedMail(String id, SentMail mail) {
    /** For the first page, which requests the HTML by the id. */
    Map<String, Object> shown() {
        return Map.of(
                "id", id,
                "to", recipients(),
                "subject", String.valueOf(mail.subject()),
                "text", String.valueOf(mail.textBody()),
                "html", mail.htmlBody() != null);
    }

    String asText() {
        return "To: " + recipients() + "\nSubject: " + mail.subject() + "\n\n" + mail.textBody() + "\n";
    }

    private String recipients() {
        return String.join(", ", mail.to());
    }
}
