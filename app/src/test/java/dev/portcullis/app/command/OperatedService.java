package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** The packaged service as it runs beside the commands, on the same database, with one account. */
final class OperatedService implements AutoCloseable {
    static final String FORGING_AGENT = "curl\t{\"event.id\":\"forged\"} \u00f8";

    private final GreenMail mails = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
    private final EmailAddress email = AccountFixtures.anEmailAddress();
    private final CommandDatabase database = new CommandDatabase();
    private final ServiceProcess process;
    private final Api api;

    /** @param name of the log file, which other services may not share */
    OperatedService(String name) throws IOException, InterruptedException {
        mails.start();
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.port", Integer.toString(mails.getSmtp().getPort()));
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        settings.put("quarkus.mailer.start-tls", "DISABLED");
        settings.put("portcullis.cookies.secure", "false");
        settings.put("portcullis.audit.log-events", "true");
        process = ServiceProcess.start(name, settings);
        api = new Api(process.base(), answer -> {});
    }

    /** One account, which was verified, refreshed its session, and met a wrong password. */
    void signUpAndSignIn() throws Exception {
        JsonNode account = api.signUp(email).json();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> mails.getReceivedMessages().length == 1);
        String code = MailServer.codeIn(mails.getReceivedMessages()[0]).reveal();
        assertThat(api.verify(account.path("verification_token").asText(), code).status())
                .isEqualTo(200);
        Api.Answer signedIn = api.signIn(email, Api.PASSWORD);
        assertThat(api.refresh(signedIn.cookie("refresh_token")).status()).isEqualTo(204);
        assertThat(api.signIn(email, "wrong_password", "User-Agent", FORGING_AGENT)
                        .status())
                .isEqualTo(401);
    }

    EmailAddress email() {
        return email;
    }

    CommandDatabase database() {
        return database;
    }

    Api api() {
        return api;
    }

    Path log() {
        return process.log();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.close();
        database.close();
        mails.stop();
    }
}
