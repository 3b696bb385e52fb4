package dev.portcullis.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import dev.portcullis.app.crash.Callers.Answer;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.ServiceProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The service is killed during many sign-ups and restarted on the same database. A sign-up with a successful response
 * has an account; one without a response has a complete account or none.
 */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledServiceIT {
    /** Many more than are in progress at once, so that the kill meets some in each state. */
    private static final int SIGN_UPS = 120;

    private static final int ANSWERED_WHEN_KILLED = SIGN_UPS / 3;
    private static final int VERIFIED = 10;

    private static final Duration MAIL_PATIENCE = Duration.ofMinutes(4);

    @RegisterExtension
    static final GreenMailExtension MAILS = new GreenMailExtension(
                    new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP))
            .withPerMethodLifecycle(false);

    private EmbeddedPostgres database;
    private ServiceProcess restarted;
    private Callers callers;

    /** The responses before the kill, by address. */
    private Map<String, Answer> signedUp;

    private Set<String> unanswered;

    /** The responses to the sign-ins after the restart, by address. */
    private Map<String, Answer> signedIn;

    private int mailsInDelivery;
    private List<String> kept;
    private Map<String, List<MimeMessage>> mails;

    @BeforeAll
    void killTheServiceInTheMiddleOfSignUpsAndStartItAgain() throws Exception {
        // The library turns both off; these settings take precedence. Without them a kill proves little.
        database = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        assertThat(column("show fsync")).containsExactly("on");
        assertThat(column("show synchronous_commit")).containsExactly("on");
        Map<String, String> settings = settings();

        Map<String, CompletableFuture<Answer>> signUps = new LinkedHashMap<>();
        CountDownLatch enough = new CountDownLatch(ANSWERED_WHEN_KILLED);
        try (ServiceProcess killed = ServiceProcess.start("killed", settings)) {
            Callers crowd = new Callers(killed.base());
            IntStream.range(0, SIGN_UPS)
                    .mapToObj("user%d@example.com"::formatted)
                    .forEach(email -> signUps.put(email, crowd.signUp(email).whenComplete((answer, failure) -> {
                        if (answer != null) {
                            enough.countDown();
                        }
                    })));
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            killed.kill();
        }
        signedUp = answersTo(signUps);
        unanswered = new TreeSet<>(signUps.keySet());
        unanswered.removeAll(signedUp.keySet());
        letTheLeasesOfMailsEnd();

        restarted = ServiceProcess.start("restarted", settings);
        callers = new Callers(restarted.base());
        signedIn = answersTo(signUps.keySet().stream()
                .collect(Collectors.toMap(Function.identity(), email -> callers.signIn(email))));
        kept = column("select email from account");
        mails = mailsToAllOf(kept);
        System.out.println(summary());
    }

    /** As if the service had been away for that long. The mails in delivery at the kill are then available again. */
    private void letTheLeasesOfMailsEnd() {
        mailsInDelivery = column("update mail_outbox set leased_until = now() where leased_until > now() returning 1")
                .size();
    }

    private String summary() {
        long present = signedUp.keySet().stream().filter(kept::contains).count();
        long mailed = mails.values().stream().mapToInt(List::size).sum();
        return "Killed in the middle of %d sign-ups: %d answered, %d of them present; %d unanswered, %d of them present; %d mails in delivery; %d mails to %d addresses"
                .formatted(
                        SIGN_UPS,
                        signedUp.size(),
                        present,
                        unanswered.size(),
                        kept.size() - present,
                        mailsInDelivery,
                        mailed,
                        mails.size());
    }

    private Map<String, String> settings() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", database.getJdbcUrl("postgres", "postgres"));
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.port", Integer.toString(MAILS.getSmtp().getPort()));
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        settings.put("quarkus.mailer.tls", "false");
        settings.put("quarkus.mailer.start-tls", "DISABLED");
        settings.put("portcullis.keys.encryption-key", Base64.getEncoder().encodeToString(key));
        settings.put("portcullis.cookies.secure", "false");
        // They all call from one address.
        settings.put("portcullis.throttle.enabled", "false");
        // Admits all, regardless of the number of cores; with the default, the later half would be rejected with 503.
        settings.put("portcullis.password.hashing.queue", Integer.toString(SIGN_UPS));
        settings.put("portcullis.password.hashing.patience", "60s");
        // Likewise for a connection: on a busy machine some of the crowd wait longer than the default of 5 s.
        settings.put("quarkus.datasource.jdbc.acquisition-timeout", "60s");
        return settings;
    }

    /** The responses that arrived; broken connections have none. */
    private static Map<String, Answer> answersTo(Map<String, CompletableFuture<Answer>> requests) {
        Map<String, Answer> answers = new TreeMap<>();
        requests.forEach((email, request) -> {
            Answer answer = request.orTimeout(60, TimeUnit.SECONDS)
                    .exceptionally(broken -> null)
                    .join();
            if (answer != null) {
                answers.put(email, answer);
            }
        });
        return answers;
    }

    private List<String> column(String query) {
        return Query.column(database.getPostgresDatabase(), query);
    }

    /** By address, the oldest first. Those that do not come in time are not there. */
    private static Map<String, List<MimeMessage>> mailsToAllOf(List<String> addresses) throws MessagingException {
        try {
            Awaitility.await()
                    .atMost(MAIL_PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> received().keySet().containsAll(addresses));
            return received();
        } catch (ConditionTimeoutException tooLate) {
            return received();
        }
    }

    private static Map<String, List<MimeMessage>> received() throws MessagingException {
        Map<String, List<MimeMessage>> received = new HashMap<>();
        for (MimeMessage mail : MAILS.getReceivedMessages()) {
            String to = mail.getRecipients(Message.RecipientType.TO)[0].toString();
            received.computeIfAbsent(to, none -> new ArrayList<>()).add(mail);
        }
        return received;
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (restarted != null) {
            restarted.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void wasKilledInTheMiddle() {
        assertThat(signedUp).hasSizeGreaterThanOrEqualTo(ANSWERED_WHEN_KILLED);
        assertThat(unanswered).isNotEmpty();
        assertThat(signedUp.values()).extracting(Answer::status).containsOnly(201);
    }

    @Test
    void keepsEveryAccountThatWasAnswered() {
        assertThat(kept).containsAll(signedUp.keySet());
        for (String email : signedUp.keySet()) {
            Answer answer = signedIn.get(email);
            assertThat(answer.status()).as(email).isEqualTo(204);
            assertThat(answer.cookies())
                    .as(email)
                    .anyMatch(cookie -> cookie.startsWith("access_token="))
                    .anyMatch(cookie -> cookie.startsWith("refresh_token="));
        }
    }

    @Test
    void keepsAnUnansweredSignUpWholeOrNotAtAll() {
        for (String email : unanswered) {
            int whenKept = kept.contains(email) ? 204 : 401;
            assertThat(signedIn.get(email).status()).as(email).isEqualTo(whenKept);
        }
    }

    @Test
    void keepsNoAddressTwice() {
        assertThat(kept).doesNotHaveDuplicates();
    }

    @Test
    void mailsACodeForEveryAccount() {
        assertThat(mails.keySet()).containsExactlyInAnyOrderElementsOf(kept);
        for (List<MimeMessage> toOne : mails.values()) {
            // The code is six digits, or there is none.
            assertThat(toOne)
                    .allSatisfy(mail -> assertThat(MailServer.codeIn(mail)).isNotNull());
        }
    }

    @Test
    void verifiesWithTheTokenFromBeforeAndTheCodeOfTheLatestMail() {
        // Includes accounts with two mails, one of which was in delivery at the kill.
        List<String> sample = signedUp.keySet().stream()
                .sorted(Comparator.comparing((String email) -> mails.get(email).size())
                        .reversed())
                .limit(VERIFIED)
                .toList();
        for (String email : sample) {
            List<MimeMessage> toOne = mails.get(email);
            String code = MailServer.codeIn(toOne.get(toOne.size() - 1)).reveal();
            String token = signedUp.get(email).json().path("verification_token").asText();

            Answer verified = callers.verify(token, code).join();

            assertThat(verified.status()).as(email).isEqualTo(200);
            assertThat(verified.json().path("email_verified").asBoolean()).isTrue();
        }
    }
}
