package dev.portcullis.app.mail;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.MailSender;
import io.quarkus.mailer.Mail;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Hands mails to the mail server that {@code quarkus.mailer.*} names, as text and as HTML. */
@ApplicationScoped
class SmtpMailSender implements MailSender {
    private static final Logger LOG = Logger.getLogger(SmtpMailSender.class);

    private final BoundedMailer mailer;
    private final String service;
    private final Template text;
    private final Template html;
    private final Template noticeText;
    private final Template noticeHtml;

    SmtpMailSender(
            BoundedMailer mailer,
            ServiceName service,
            @Location("mail/verification.txt") Template text,
            @Location("mail/verification.html") Template html,
            @Location("mail/notice.txt") Template noticeText,
            @Location("mail/notice.html") Template noticeHtml) {
        this.mailer = mailer;
        this.service = service.value();
        this.text = text;
        this.html = html;
        this.noticeText = noticeText;
        this.noticeHtml = noticeHtml;
    }

    @Override
    public Delivery deliver(VerificationMail mail) {
        String recipient = deliverable(mail.to());
        return send(
                recipient,
                Mail.withText(recipient, messages(mail.language()).subject(service), render(text, mail))
                        .setHtml(render(html, mail)));
    }

    @Override
    public Delivery deliver(NoticeMail mail) {
        Said said = Said.of(mail, service, messages(mail.language()));
        String recipient = deliverable(mail.to());
        return send(
                recipient,
                Mail.withText(recipient, said.subject(), render(noticeText, mail, said))
                        .setHtml(render(noticeHtml, mail, said)));
    }

    /** What a notice says. */
    private record Said(String subject, String what, String advice) {
        static Said of(NoticeMail mail, String service, MailMessages messages) {
            String time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                    .withLocale(mail.language())
                    .format(mail.at().atZone(ZoneOffset.UTC));
            String inUtc = time + " (UTC)";
            return switch (mail.notice()) {
                case PASSWORD_CHANGED ->
                    new Said(
                            messages.passwordChangedSubject(service),
                            messages.passwordChanged(service, inUtc),
                            messages.passwordChangedAdvice(service));
                case SUSPICIOUS_SIGN_IN ->
                    new Said(
                            messages.suspiciousSignInSubject(service),
                            messages.suspiciousSignIn(service, inUtc),
                            messages.suspiciousSignInAdvice(service));
                case SIGN_UP_ATTEMPTED ->
                    new Said(
                            messages.signUpAttemptedSubject(service),
                            messages.signUpAttempted(service, inUtc),
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

    private Delivery send(String recipient, Mail rendered) {
        // Keeps vacation notices from answering (RFC 3834).
        Mail mail = rendered.addHeader("Auto-Submitted", "auto-generated");
        Optional<Throwable> failure = mailer.send(mail);
        return failure.map(cause -> undelivered(cause, recipient)).orElse(Delivery.ACCEPTED);
    }

    private static MailMessages messages(Locale language) {
        return MessageBundles.get(MailMessages.class, Localized.Literal.of(language.getLanguage()));
    }

    private String render(Template template, VerificationMail mail) {
        return template.instance()
                .setLocale(mail.language())
                .data("language", mail.language().getLanguage())
                .data("subject", messages(mail.language()).subject(service))
                .data("service", service)
                .data("code", mail.code().reveal())
                .data("minutes", mail.codeLifetime().toMinutes())
                .render();
    }

    /**
     * The address with its domain in the ASCII form that every mail server takes, where there is one that leads back to
     * the same domain; otherwise as it is. The mail client knows no SMTPUTF8 (RFC 6531): characters beyond ASCII reach
     * the server as UTF-8. A server that rejects them is asked again until the mail's lifetime ends: it may be replaced
     * by one that accepts them.
     */
    private static String deliverable(EmailAddress address) {
        int at = address.value().lastIndexOf('@');
        String domain = address.value().substring(at + 1);
        String ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        boolean leadsBack = IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED).equals(domain) || ascii.equals(domain);
        return leadsBack ? address.value().substring(0, at + 1) + ascii : address.value();
    }

    /**
     * A rejection is final only where the server understood the address: without SMTPUTF8 it rejects one with characters
     * beyond ASCII as it likes.
     */
    private static Delivery undelivered(Throwable failure, String recipient) {
        Optional<SmtpRejection> rejection = SmtpRejection.in(failure);
        if (rejection.isEmpty()) {
            LOG.warnf("A mail could not be handed to the mail server: %s", failure);
            return Delivery.DEFERRED;
        }
        // The reply's text may quote the address.
        LOG.warnf("The mail server refused a mail with %s", rejection.get().status());
        boolean isAscii = StandardCharsets.US_ASCII.newEncoder().canEncode(recipient);
        return isAscii && rejection.get().isFinal() ? Delivery.REFUSED : Delivery.DEFERRED;
    }
}
