package dev.portcullis.app.mail;

import dev.portcullis.mail.MailSender.Message;
import io.quarkus.qute.Template;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The text of a mail, from its template: the subject on the first line, then paragraphs that are separated by blank lines.
 * English takes the place of a language without texts.
 *
 * @param code the verification code, which is a paragraph of its own; empty if there is none
 */
record MailText(String language, String subject, String body, String code) {
    static MailText of(Message mail, ServiceName service, MailTemplates templates) {
        String language = mail.language().getLanguage();
        Optional<Template> translated = templates.text(mail.kind(), language);
        String code = mail.code() == null ? "" : mail.code().code().reveal();
        Duration lifetime = mail.code() == null ? Duration.ZERO : mail.code().lifetime();
        String text = translated
                .or(() -> templates.text(mail.kind(), Locale.ENGLISH.getLanguage()))
                .orElseThrow()
                .data("service", service.value())
                .data("time", time(mail))
                .data("code", code)
                .data("minutes", lifetime.toMinutes())
                .data("days", lifetime.toDays())
                .render()
                .strip();
        int endOfSubject = text.contains("\n") ? text.indexOf('\n') : text.length();
        return new MailText(
                translated.isPresent() ? language : Locale.ENGLISH.getLanguage(),
                text.substring(0, endOfSubject).strip(),
                text.substring(endOfSubject).strip(),
                code);
    }

    private static String time(Message mail) {
        String time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(mail.language())
                .format(mail.at().atZone(ZoneOffset.UTC));
        return time + " (UTC)";
    }

    /** The mail as HTML. */
    String html(Template layout) {
        return layout.data("language", language)
                .data("subject", subject)
                .data("paragraphs", paragraphs())
                .data("code", code)
                .render();
    }

    private List<String> paragraphs() {
        return body.lines()
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }
}
