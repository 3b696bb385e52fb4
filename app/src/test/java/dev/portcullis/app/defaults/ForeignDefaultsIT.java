package dev.portcullis.app.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.ServiceProcess;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged service under default locales with other digits, letter case and calendar, under other time zones and
 * under a default charset that is not UTF-8. All share one database: an account that was made under one set of defaults
 * signs in under the next.
 */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignDefaultsIT {
    private static final String NAME = "\u00d6zg\u00fcr \u0131\u015f\u0131k \ud83d\ude42";
    private static final String OTHER_DIGITS = "(?s).*[\\p{Nd}&&[^0-9]].*";

    @RegisterExtension
    static final GreenMailExtension MAILS = new GreenMailExtension(
                    new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP))
            .withPerMethodLifecycle(false);

    private final DatabaseServer database = new DatabaseServer();
    private final Map<String, String> settings = new HashMap<>();
    private final List<EmailAddress> accounts = new ArrayList<>();

    @BeforeAll
    void startTheDatabase() {
        settings.putAll(database.start());
        settings.put("portcullis.cookies.secure", "false");
        settings.put("portcullis.audit.log-events", "true");
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.port", Integer.toString(MAILS.getSmtp().getPort()));
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        // In lower case, which Quarkus turns around: the capital of "i" is another letter in Turkish.
        settings.put("quarkus.mailer.start-tls", "disabled");
    }

    @AfterAll
    void stopTheDatabase() {
        database.stop();
    }

    static List<Map<String, String>> defaults() {
        return List.of(
                Map.of(
                        "user.language", "ar",
                        "user.country", "EG",
                        "user.timezone", "Asia/Kathmandu",
                        "file.encoding", "ISO-8859-6"),
                Map.of(
                        "user.language", "tr",
                        "user.country", "TR",
                        "user.timezone", "America/St_Johns",
                        "file.encoding", "US-ASCII"),
                Map.of(
                        "user.language", "th",
                        "user.country", "TH",
                        "user.extensions", "u-ca-buddhist-nu-thai",
                        "user.timezone", "Pacific/Kiritimati",
                        "file.encoding", "TIS-620"));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void theWholeRoundIsTheSame(Map<String, String> defaults) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(defaults);
        try (ServiceProcess service = ServiceProcess.start("defaults-" + defaults.get("user.language"), all)) {
            Api api = new Api(service.base(), answer -> {});
            EmailAddress email = AccountFixtures.anEmailAddress();
            verifyAnAccount(api, email);
            accounts.add(email);

            for (EmailAddress account : accounts) {
                goAround(api, account);
            }

            String log = Files.readString(service.log(), StandardCharsets.UTF_8);
            assertThat(log)
                    .doesNotContain(" ERROR ")
                    .doesNotMatch(OTHER_DIGITS)
                    .containsPattern("\"@timestamp\":\"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z\"");
        }
        assertThat(Query.column(DatabaseServer.dataSource(), "select password_hash from credential"))
                .isNotEmpty()
                .allMatch(hash -> hash.matches("\\$argon2id\\$v=19\\$m=[0-9]+,t=[0-9]+,p=[0-9]+\\$.*"));
    }

    private static void verifyAnAccount(Api api, EmailAddress email) throws Exception {
        int before = MAILS.getReceivedMessages().length;
        Answer signedUp = api.send(
                "POST",
                "/api/v1/auth/signup/",
                "{\"email\":\"" + email.value().toUpperCase(Locale.ROOT) + "\",\"password\":\"" + Api.PASSWORD
                        + "\",\"name\":\"" + NAME + "\",\"captcha\":\"x\"}",
                "Accept-Language",
                "da");
        assertThat(signedUp.status()).isEqualTo(201);
        assertThat(signedUp.json().path("email").asText()).isEqualTo(email.value());
        assertThat(signedUp.json().path("name").asText()).isEqualTo(NAME);
        assertThat(signedUp.headers().get("ratelimit"))
                .singleElement()
                .asString()
                .matches("\"[a-z-]+\";r=[0-9]+;t=[0-9]+");
        assertThat(signedUp.headers().get("ratelimit-policy"))
                .singleElement()
                .asString()
                .matches("\"[a-z-]+\";q=[0-9]+;w=[0-9]+");

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> MAILS.getReceivedMessages().length > before);
        MimeMessage mail = MAILS.getReceivedMessages()[before];
        assertThat(mail.getHeader("Date", null)).matches("[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} 20[0-9]{2} .*");
        assertThat(MailServer.text(mail)).contains("forh\u00e5bentlig");
        Answer verified = api.verify(
                signedUp.json().path("verification_token").asText(),
                MailServer.codeIn(mail).reveal());
        assertThat(verified.status()).isEqualTo(200);
    }

    private static void goAround(Api api, EmailAddress email) {
        Answer signedIn = api.signIn(email, Api.PASSWORD);
        assertThat(signedIn.status()).isEqualTo(204);
        Answer account = api.account(signedIn.cookie("access_token"));
        assertThat(account.json().path("name").asText()).isEqualTo(NAME);
        Answer refreshed = api.refresh(signedIn.cookie("refresh_token"));
        assertThat(refreshed.status()).isEqualTo(204);
        assertThat(api.signOut(refreshed.cookie("refresh_token")).status()).isEqualTo(204);
        assertThat(api.refresh(refreshed.cookie("refresh_token")).status()).isEqualTo(401);
    }
}
