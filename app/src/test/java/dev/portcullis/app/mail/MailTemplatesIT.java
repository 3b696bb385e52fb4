package dev.portcullis.app.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.ServiceProcess;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with templates of the operator: Qute parses them at startup, in a native executable as well. */
@Tag("processes")
class MailTemplatesIT {
    @RegisterExtension
    static final GreenMailExtension MAILS =
            new GreenMailExtension(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));

    private final DatabaseServer database = new DatabaseServer();
    private final Map<String, String> settings = new HashMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() {
        settings.putAll(database.start());
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.port", Integer.toString(MAILS.getSmtp().getPort()));
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        settings.put("portcullis.mail.templates", folder.toString());
    }

    @AfterEach
    void stopTheDatabase() {
        database.stop();
    }

    @Test
    void sendsMailsByThem() throws Exception {
        Files.writeString(
                folder.resolve("verification_code.en.txt"), "Velkommen\n\nBrug <koden>:\n\n{code}\n\n{minutes}\n");
        Files.writeString(
                folder.resolve("layout.html"),
                "<main>{#for p in paragraphs}{#if p == code}<b>{p}</b>{#else}{p};{/if}{/for}</main>");

        try (ServiceProcess service = ServiceProcess.start("mail-templates", settings)) {
            assertThat(new Api(service.base(), answer -> {})
                            .signUp(AccountFixtures.anEmailAddress())
                            .status())
                    .isEqualTo(201);
            assertThat(MAILS.waitForIncomingEmail(60_000, 1)).isTrue();
        }

        MimeMessage mail = MAILS.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Velkommen");
        assertThat(MailServer.text(mail)).contains("Brug <koden>:").containsPattern("\\R[0-9]{6}\\R");
        assertThat(MailServer.html(mail)).containsPattern("<main>Brug &lt;koden&gt;:;<b>[0-9]{6}</b>10;</main>");
    }

    @Test
    void doesNotStartWithOneThatItCouldNotUse() throws Exception {
        Files.writeString(folder.resolve("verification_code.en.txt"), "Welcome\n\nYour code\n\n{minutes}\n");

        assertThatThrownBy(() ->
                        ServiceProcess.start("mail-templates-refused", settings).close())
                .hasMessageContaining("the service has ended");

        assertThat(Files.readString(Path.of("target/crash/mail-templates-refused.log")))
                .contains("portcullis.mail.templates: verification_code.en.txt: missing placeholders: {code}");
    }
}
