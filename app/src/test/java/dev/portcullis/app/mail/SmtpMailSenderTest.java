package dev.portcullis.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.ScriptedMailServer;
import dev.portcullis.http.caller.Languages;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender;
import dev.portcullis.mail.MailSender.Code;
import dev.portcullis.mail.MailSender.Delivery;
import dev.portcullis.mail.MailSender.Message;
import dev.portcullis.verification.VerificationCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Delivery to a mail server that rejects, is slow, or sends long replies. */
@QuarkusTest
@QuarkusTestResource(value = ScriptedMailServer.class, restrictToAnnotatedClass = true)
class SmtpMailSenderTest {
    @Inject
    MailSender mailbox;

    @TestHTTPResource("/")
    URI base;

    @AfterEach
    void behaveAgain() {
        ScriptedMailServer.follow(command -> null);
    }

    private static EmailAddress anAddress(String local) {
        return new EmailAddress(
                local + "-" + AccountFixtures.anEmailAddress().value().replaceAll("[^a-z0-9]", "") + "@example.com");
    }

    private static long acceptedFor(EmailAddress email) {
        String line = "RCPT TO:<" + email.value().toUpperCase(Locale.ROOT) + ">";
        return ScriptedMailServer.accepted().stream().filter(line::equals).count();
    }

    private static Message aMail(MailKind kind, EmailAddress to, Locale language) {
        Code code = kind.hasCode() ? new Code(new VerificationCode("123456"), Duration.ofMinutes(10)) : null;
        return new Message(kind, to.value(), language, Instant.EPOCH, code);
    }

    private Delivery deliverCode(EmailAddress to) {
        return mailbox.send(aMail(MailKind.VERIFICATION_CODE, to, Locale.ENGLISH));
    }

    private Delivery deliverNotice(EmailAddress to) {
        return mailbox.send(aMail(MailKind.PASSWORD_CHANGED, to, Locale.ENGLISH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "RCPT TO; 550 5.1.1 no such user; REFUSED",
                "RCPT TO; 550-5.1.1 no such user|550-5.1.1 see|550 5.1.1 https://mail.example; REFUSED",
                "RCPT TO; 550 no such user; DEFERRED",
                "RCPT TO; 550 5.1.8 sender's domain; DEFERRED",
                "RCPT TO; 550 5.7.1 relaying denied; DEFERRED",
                "RCPT TO; 550-5.7.60 not allowed|550 5.7.60 to send as; DEFERRED",
                "RCPT TO; 450 4.2.1 greylisted; DEFERRED",
                "RCPT TO; 250-2.1.5 fine|250 2.1.5 indeed; ACCEPTED",
                "MAIL FROM; 550 5.1.1 no such user; DEFERRED",
                "MAIL FROM; 550 5.7.1 not you; DEFERRED",
                "MAIL FROM; 250-2.1.0 fine|250 2.1.0 indeed; ACCEPTED",
                "DATA; 550 5.1.1 no valid recipients; DEFERRED",
                "DATA; 554 5.5.1 no; DEFERRED",
                ".; 550 5.1.1 no such user; DEFERRED",
                ".; 550 5.7.1 spam; DEFERRED",
                ".; 250-2.0.0 queued|250 2.0.0 as 42; ACCEPTED"
            })
    void onlyTheVerdictOnTheRecipientIsFinal(String command, String reply, Delivery expected) {
        ScriptedMailServer.follow(line -> line.startsWith(command) ? reply.replace('|', '\n') : null);

        EmailAddress to = anAddress("ada");

        assertThat(deliverCode(to)).isEqualTo(expected);
        assertThat(deliverNotice(to)).isEqualTo(expected);
        assertThat(acceptedFor(to)).isEqualTo(expected == Delivery.ACCEPTED ? 2 : 0);
    }

    static List<Arguments> texts() {
        List<Arguments> texts = new ArrayList<>();
        for (Locale language : Languages.SPOKEN) {
            for (MailKind kind : MailKind.values()) {
                texts.add(Arguments.of(language, kind));
            }
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("texts")
    void mailsNameTheServiceAndAreReadableInTheDark(Locale language, MailKind kind) throws Exception {
        assertThat(mailbox.send(aMail(kind, anAddress("ada"), language))).isEqualTo(Delivery.ACCEPTED);

        MimeMessage mail = ScriptedMailServer.lastMessage();
        assertThat(mail.getSubject()).contains(ScriptedMailServer.SERVICE_NAME).matches("\\p{Lu}.*");
        String text = MailServer.text(mail);
        assertThat(text).contains(ScriptedMailServer.SERVICE_NAME);
        assertThat(text)
                .contains(
                        kind.content() == MailKind.Content.NOTICE
                                ? List.of("1970", "(UTC)")
                                : List.of("    123456", " 10 minut"));
        assertThat(text.contains("\n    123456")).isEqualTo(kind.hasCode());
        assertThat(text.strip().split("\\R\\s*\\R|(?<=[^0-9][.?!])\\s+"))
                .allSatisfy(sentence -> assertThat(sentence.strip()).matches("(?s)[\\p{Lu}0-9].*"));
        assertThat(MailServer.html(mail))
                .contains("\u00c6ble &amp; &lt;Co&gt;")
                .doesNotContain("<Co>")
                .contains("lang=\"" + language.getLanguage() + "\"")
                .contains("<meta name=\"color-scheme\" content=\"light dark\">")
                .contains("background-color: #ffffff; color: #1f2328")
                .containsPattern(
                        "prefers-color-scheme: dark\\) \\{\\s+body \\{ background-color: #[0-9a-f]{6}[^}]+ color: #[0-9a-f]{6}");
    }

    @Test
    void mailsInALanguageWithoutTextsAreInEnglish() throws Exception {
        Message mail = aMail(MailKind.PASSWORD_CHANGED, anAddress("ada"), Locale.FRENCH);
        assertThat(mailbox.send(mail)).isEqualTo(Delivery.ACCEPTED);

        MimeMessage message = ScriptedMailServer.lastMessage();
        assertThat(MailServer.text(message)).contains("was changed");
        assertThat(MailServer.html(message)).contains("lang=\"en\"");
    }

    /** No SMTPUTF8 (RFC 6531) here: whatever the server says of such an address says nothing about another server. */
    @Test
    void anAddressThatTheServerCannotReadIsDeferred() {
        EmailAddress to = anAddress("d\u00f8rte");
        for (String reply : List.of("553 5.6.7 SMTPUTF8 is needed", "501 5.1.3 bad syntax", "550 5.1.1 no such user")) {
            ScriptedMailServer.follow(line -> line.startsWith("RCPT TO") ? reply : null);

            assertThat(deliverCode(to)).as(reply).isEqualTo(Delivery.DEFERRED);
            assertThat(deliverNotice(to)).as(reply).isEqualTo(Delivery.DEFERRED);
        }
    }

    @Test
    void aDeliveryThatTakesTooLongIsNotAcceptedAfterwards() {
        CountDownLatch over = new CountDownLatch(1);
        ScriptedMailServer.follow(line -> {
            if (line.startsWith("RCPT TO")) {
                await(over);
            }
            return null;
        });
        int endedBefore = ScriptedMailServer.endedConnections();
        EmailAddress to = anAddress("slow");

        assertThat(deliverCode(to)).isEqualTo(Delivery.DEFERRED);
        over.countDown();

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> ScriptedMailServer.endedConnections() > endedBefore);
        ScriptedMailServer.follow(command -> null);
        assertThat(deliverCode(anAddress("next"))).isEqualTo(Delivery.ACCEPTED);
        assertThat(acceptedFor(to)).isZero();
    }

    @Test
    void slowRecipientsDelayNobodyAndAreSentToOnce() {
        CountDownLatch over = new CountDownLatch(1);
        Set<String> waiting = ConcurrentHashMap.newKeySet();
        ScriptedMailServer.follow(line -> {
            if (line.startsWith("RCPT TO:<SLOW")) {
                waiting.add(line);
                await(over);
            }
            return null;
        });
        Api api = new Api(base, answer -> {});
        List<EmailAddress> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slow.add(anAddress("slow"));
            assertThat(api.signUp(slow.get(i)).status()).isEqualTo(201);
        }
        EmailAddress quick = anAddress("quick");
        assertThat(api.signUp(quick).status()).isEqualTo(201);

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> acceptedFor(quick) == 1 && waiting.size() == 4);
        assertThat(slow).allSatisfy(email -> assertThat(acceptedFor(email)).isZero());
        over.countDown();

        // Some may have been broken off meanwhile, and are sent again.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> slow.stream().allMatch(email -> acceptedFor(email) >= 1));
        assertThat(slow).allSatisfy(email -> assertThat(acceptedFor(email)).isEqualTo(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            boolean unused = latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
