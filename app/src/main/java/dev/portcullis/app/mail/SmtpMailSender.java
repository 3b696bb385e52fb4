package dev.portcullis.app.mail;

import dev.portcullis.mail.MailSender;
import io.quarkus.mailer.Mail;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sends mails to the mail server of {@code quarkus.mailer.*}, as text and as HTML. */
@ApplicationScoped
class SmtpMailSender implements MailSender {
    private static final Logger LOG = Logger.getLogger(SmtpMailSender.class);

    private final BoundedMailer mailer;
    private final ServiceName service;
    private final MailTemplates templates;

    SmtpMailSender(BoundedMailer mailer, ServiceName service, MailTemplates templates) {
        this.mailer = mailer;
        this.service = service;
        this.templates = templates;
    }

    @Override
    public Delivery send(MailSender.Message mail) {
        MailText text = MailText.of(mail, service, templates);
        String recipient = deliverable(mail.to());
        Mail message = Mail.withText(recipient, text.subject(), text.body())
                .setHtml(text.html(templates.layout()))
                // Keeps vacation notices from answering (RFC 3834).
                .addHeader("Auto-Submitted", "auto-generated");
        return mailer.send(message)
                .map(failure -> undelivered(failure, recipient))
                .orElse(Delivery.ACCEPTED);
    }

    /**
     * The address with its domain in the ASCII form that every mail server accepts, if that form converts back to the
     * same domain; otherwise unchanged. The mail client does not support SMTPUTF8 (RFC 6531): characters beyond ASCII
     * reach the server as UTF-8. If the server rejects them, the mail is retried for its whole lifetime, since another
     * server may accept them.
     */
    private static String deliverable(String address) {
        int at = address.lastIndexOf('@');
        String domain = address.substring(at + 1);
        String ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        boolean isReversible = IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED).equals(domain) || ascii.equals(domain);
        return isReversible ? address.substring(0, at + 1) + ascii : address;
    }

    /**
     * A rejection is final only if the server understood the address: without SMTPUTF8 it may reject any address with
     * characters beyond ASCII.
     */
    private static Delivery undelivered(Throwable failure, String recipient) {
        Optional<SmtpRejection> rejection = SmtpRejection.in(failure);
        if (rejection.isEmpty()) {
            LOG.warnf("Cannot send a mail; it will be retried: %s", failure);
            return Delivery.DEFERRED;
        }
        // The reply's text may quote the address.
        LOG.warnf(
                "The mail server rejected a mail with status %s",
                rejection.get().status());
        boolean isAscii = StandardCharsets.US_ASCII.newEncoder().canEncode(recipient);
        return isAscii && rejection.get().isFinal() ? Delivery.REFUSED : Delivery.DEFERRED;
    }
}
