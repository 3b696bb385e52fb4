package dev.portcullis.app.servers;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.verification.VerificationCode;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.IDN;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A real SMTP server for the service under test, and the mails that it received. */
public final class MailServer implements QuarkusTestResourceLifecycleManager {
    private static final Pattern CODE = Pattern.compile("\\b([0-9]{6})\\b");
    private static final int PORT = FreePort.find();
    private static final GreenMail SERVER =
            new GreenMail(new ServerSetup(PORT, "localhost", ServerSetup.PROTOCOL_SMTP));

    @Override
    public Map<String, String> start() {
        SERVER.start();
        return settings();
    }

    /** For a service that is to send its mails here, whether or not it runs in a test. */
    static Map<String, String> settings() {
        return Map.of(
                "quarkus.mailer.mock", "false",
                "quarkus.mailer.host", "localhost",
                "quarkus.mailer.port", Integer.toString(PORT),
                "quarkus.mailer.from", "portcullis@example.com",
                "quarkus.mailer.tls", "false",
                "quarkus.mailer.start-tls", "DISABLED");
    }

    @Override
    public void stop() {
        SERVER.stop();
    }

    /** Takes the server away for as long as something is done. */
    public static void whileDown(Runnable work) {
        SERVER.getSmtp().stopService();
        try {
            work.run();
        } finally {
            SERVER.start();
        }
    }

    /** All mails to an address, the oldest first. */
    public static List<MimeMessage> mailsTo(EmailAddress email) {
        int at = email.value().lastIndexOf('@');
        String deliverable =
                email.value().substring(0, at + 1) + IDN.toASCII(email.value().substring(at + 1), IDN.ALLOW_UNASSIGNED);
        return Arrays.stream(SERVER.getReceivedMessages())
                .filter(message -> isTo(message, deliverable))
                .toList();
    }

    private static boolean isTo(MimeMessage message, String email) {
        try {
            return Arrays.stream(message.getAllRecipients())
                    .map(Address::toString)
                    .anyMatch(email::equals);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest mail to an address once there are so many of them. */
    public static MimeMessage newestOf(int count, EmailAddress email) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> mailsTo(email).size() >= count);
        List<MimeMessage> mails = mailsTo(email);
        return mails.get(mails.size() - 1);
    }

    public static VerificationCode codeIn(MimeMessage message) {
        Matcher matcher = CODE.matcher(text(message));
        return Optional.of(matcher)
                .filter(Matcher::find)
                .map(found -> new VerificationCode(found.group(1)))
                .orElseThrow();
    }

    /** The plain part of a mail. */
    public static String text(MimeMessage message) {
        return part(message, "text/plain").orElseThrow();
    }

    public static String html(MimeMessage message) {
        return part(message, "text/html").orElseThrow();
    }

    private static Optional<String> part(Part part, String type) {
        try {
            if (part.isMimeType(type)) {
                return Optional.of(part.getContent().toString());
            }
            if (part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    Optional<String> found = part(parts.getBodyPart(i), type);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
