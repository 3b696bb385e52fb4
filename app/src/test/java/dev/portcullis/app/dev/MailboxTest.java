package dev.portcullis.app.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.SentMail;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox(UUID::randomUUID);

    private void receive(String subject, String html) {
        mailbox.receive(new SentMail(
                "portcullis@localhost",
                List.of("user@example.com"),
                List.of(),
                List.of(),
                null,
                null,
                subject,
                "123456",
                html,
                Map.of(),
                List.of()));
    }

    private List<Object> shown(String field) {
        return mailbox.shown().stream().map(mail -> mail.get(field)).toList();
    }

    @Test
    void keepsTheNewestMails() {
        IntStream.rangeClosed(1, 60).forEach(number -> receive("mail " + number, null));

        assertThat(shown("subject"))
                .hasSize(50)
                .startsWith("mail 60", "mail 59")
                .endsWith("mail 11");
    }

    @Test
    void findsTheHtmlOfAMailByItsId() {
        receive("with", "<p>123456</p>");
        receive("without", null);

        assertThat(shown("html")).containsExactly(false, true);
        assertThat(shown("id").stream().map(id -> mailbox.html((String) id).orElse("")))
                .containsExactly("", "<p>123456</p>");
        assertThat(mailbox.html("unknown")).isEmpty();
    }

    @Test
    void isReadableAsText() {
        receive("Your code", "<p>123456</p>");

        assertThat(mailbox.asText()).isEqualTo("To: user@example.com\nSubject: Your code\n\n123456\n");
    }
}
