package dev.portcullis.app.mail;

import dev.portcullis.mail.MailSender.Message;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The text of a mail. It comes from the template {@code mail/<language>/<kind>.txt}: the subject on the first line, then
 * paragraphs that are separated by blank lines. English takes the place of a language without texts.
 *
 * @param code the verification code, which is a paragraph of its own; empty if there is none
 */
record MailText(String language, String subject, String body, String code) {
    static MailText of(Message mail, ServiceName service, Engine templates) {
        String language = mail.language().getLanguage();
        Optional<Template> translated = template(templates, language, mail);
        String code = mail.code() == null ? "" : mail.code().code().reveal();
        long minutes = mail.code() == null ? 0 : mail.code().lifetime().toMinutes();
        String text = translated
                .or(() -> template(templates, Locale.ENGLISH.getLanguage(), mail))
                .orElseThrow()
                .data("service", service.value())
                .data("time", time(mail))
                .data("code", code)
                .data("minutes", minutes)
                .render()
                .strip();
        int endOfSubject = text.indexOf('\n');
        return new MailText(
                translated.isPresent() ? language : Locale.ENGLISH.getLanguage(),
                text.substring(0, endOfSubject).strip(),
                text.substring(endOfSubject).strip(),
                code);
    }

    private static Optional<Template> template(Engine templates, String language, Message mail) {
        String kind = mail.kind().name().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(templates.getTemplate("mail/" + language + "/" + kind + ".txt"));
    }

    private static String time(Message mail) {
        String time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(mail.language())
                .format(mail.at().atZone(ZoneOffset.UTC));
        return time + " (UTC)";
    }

    List<String> paragraphs() {
        return body.lines()
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }
}
