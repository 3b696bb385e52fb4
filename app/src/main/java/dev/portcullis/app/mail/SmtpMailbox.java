package dev.portcullis.app.mail;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.Mailbox;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.IDN;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Set;
import org.jboss.logging.Logger;

/** Hands mails to the mail server that {@code quarkus.mailer.*} names, as text and as HTML. */
@ApplicationScoped
class SmtpMailbox implements Mailbox {
    private static final Logger LOG = Logger.getLogger(SmtpMailbox.class);

    /** RFC 5321, 4.2.3: no such mailbox, not here, or not a possible name. Other refusals may be about us. */
    private static final Set<Integer> NO_SUCH_MAILBOX = Set.of(550, 551, 553);

    private final Mailer mailer;
    private final Template text;
    private final Template html;
    private final Template noticeText;
    private final Template noticeHtml;

    SmtpMailbox(
            Mailer mailer,
            @Location("mail/verification.txt") Template text,
            @Location("mail/verification.html") Template html,
            @Location("mail/notice.txt") Template noticeText,
            @Location("mail/notice.html") Template noticeHtml) {
        this.mailer = mailer;
        this.text = text;
        this.html = html;
        this.noticeText = noticeText;
        this.noticeHtml = noticeHtml;
    }

    @Override
    public Delivery deliver(VerificationMail mail) {
        return send(
                Mail.withText(deliverable(mail.to()), messages(mail.language()).subject(), render(text, mail))
                        .setHtml(render(html, mail)));
    }

    @Override
    public Delivery deliver(NoticeMail mail) {
        Said said = Said.of(mail, messages(mail.language()));
        return send(Mail.withText(deliverable(mail.to()), said.subject(), render(noticeText, mail, said))
                .setHtml(render(noticeHtml, mail, said)));
    }

    /** What a notice says. */
    private record Said(String subject, String what, String advice) {
        static Said of(NoticeMail mail, MailMessages messages) {
            String time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                    .withLocale(mail.language())
                    .format(mail.at().atZone(ZoneOffset.UTC));
            String inUtc = time + " (UTC)";
            return switch (mail.notice()) {
                case PASSWORD_CHANGED ->
                    new Said(
                            messages.passwordChangedSubject(),
                            messages.passwordChanged(inUtc),
                            messages.passwordChangedAdvice());
                case SUSPICIOUS_SIGN_IN ->
                    new Said(
                            messages.suspiciousSignInSubject(),
                            messages.suspiciousSignIn(inUtc),
                            messages.suspiciousSignInAdvice());
                case SIGN_UP_ATTEMPTED ->
                    new Said(
                            messages.signUpAttemptedSubject(),
                            messages.signUpAttempted(inUtc),
                            messages.signUpAttemptedAdvice());
            };
        }
    }

    private static String render(Template template, NoticeMail mail, Said said) {
        return template.instance()
                .setLocale(mail.language())
                .data("language", mail.language().getLanguage())
                .data("subject", said.subject())
                .data("what", said.what())
                .data("advice", said.advice())
                .render();
    }

    private Delivery send(Mail rendered) {
        // Keeps vacation notices from answering (RFC 3834).
        Mail mail = rendered.addHeader("Auto-Submitted", "auto-generated");
        try {
            mailer.send(mail);
            return Delivery.ACCEPTED;
        } catch (RuntimeException failure) {
            return undelivered(failure);
        }
    }

    private static MailMessages messages(Locale language) {
        return MessageBundles.get(MailMessages.class, Localized.Literal.of(language.getLanguage()));
    }

    private static String render(Template template, VerificationMail mail) {
        return template.instance()
                .setLocale(mail.language())
                .data("language", mail.language().getLanguage())
                .data("code", mail.code().reveal())
                .data("minutes", mail.codeLifetime().toMinutes())
                .render();
    }

    /**
     * The address with its domain in the ASCII form that every mail server takes, where there is one that leads back to
     * the same domain; otherwise as it is. The mail client knows no SMTPUTF8 (RFC 6531): characters beyond ASCII reach
     * the server as UTF-8, and it decides.
     */
    private static String deliverable(EmailAddress address) {
        int at = address.value().lastIndexOf('@');
        String domain = address.value().substring(at + 1);
        String ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        boolean leadsBack = IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED).equals(domain) || ascii.equals(domain);
        return leadsBack ? address.value().substring(0, at + 1) + ascii : address.value();
    }

    /** Only the mail server's verdict on the very address is final; all else may be different in a minute. */
    private static Delivery undelivered(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SMTPException)) {
            cause = cause.getCause();
        }
        if (cause instanceof SMTPException smtp) {
            // The reply's text may quote the address.
            LOG.warnf("The mail server refused a mail with %d", smtp.getReplyCode());
            boolean noSuchMailbox = smtp.isPermanent() && NO_SUCH_MAILBOX.contains(smtp.getReplyCode());
            return noSuchMailbox ? Delivery.REFUSED : Delivery.DEFERRED;
        }
        LOG.warnf("A mail could not be handed to the mail server: %s", cause);
        return Delivery.DEFERRED;
    }
}
