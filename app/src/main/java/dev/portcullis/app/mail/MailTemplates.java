package dev.portcullis.app.mail;

import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender.Code;
import dev.portcullis.mail.MailSender.Message;
import dev.portcullis.verification.VerificationCode;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The templates of mails: the operator's in a folder, which are read once and checked, and the built-in ones for all
 * others (ADR 46). Safe for use by many threads.
 */
public final class MailTemplates {
    private static final String LAYOUT = "layout.html";

    private static final VerificationCode SAMPLE_CODE = new VerificationCode("271828");

    private final Engine engine;
    private final Map<String, Template> replaced = new HashMap<>();

    /** Only the built-in templates. */
    public MailTemplates(Engine engine) {
        this.engine = engine;
    }

    /**
     * Templates of which those in a folder replace the built-in ones.
     *
     * @param folder contains {@code <kind>.<language>.txt} and {@code layout.html}, each optional but at least one
     * @param languages those that mails can be in
     * @throws IllegalArgumentException if a file could not be used for each of its mails; the message names the file
     */
    public MailTemplates(Engine engine, Path folder, List<Locale> languages) {
        this(engine);
        Set<String> known = new TreeSet<>(Set.of(LAYOUT));
        languages.forEach(language ->
                Arrays.stream(MailKind.values()).forEach(kind -> known.add(textName(kind, language.getLanguage()))));
        TemplateFolder.read(folder, known).forEach(this::replace);
        languages.forEach(language -> Arrays.stream(MailKind.values()).forEach(kind -> checkText(kind, language)));
        if (replaced.containsKey(LAYOUT)) {
            checkLayout();
        }
    }

    private static String textName(MailKind kind, String language) {
        return kind.name().toLowerCase(Locale.ROOT) + "." + language + ".txt";
    }

    /** The template of a text: the subject on its first line, then paragraphs. Empty if there is none in the language. */
    Optional<Template> text(MailKind kind, String language) {
        String name = textName(kind, language);
        return Optional.ofNullable(replaced.get(name))
                .or(() -> Optional.ofNullable(engine.getTemplate(
                        "mail/" + language + "/" + kind.name().toLowerCase(Locale.ROOT) + ".txt")));
    }

    /** The template of the HTML that presents each text. */
    Template layout() {
        Template own = replaced.get(LAYOUT);
        return own == null ? engine.getTemplate("mail/" + LAYOUT) : own;
    }

    private void replace(String name, String text) {
        String type = name.endsWith(".html") ? Variant.TEXT_HTML : Variant.TEXT_PLAIN;
        Template template = tried(name, () -> engine.parse(text, Variant.forContentType(type), "mail/" + name));
        TemplatePlaceholders.requireHarmless(name, template);
        replaced.put(name, template);
    }

    private void checkText(MailKind kind, Locale language) {
        String name = textName(kind, language.getLanguage());
        Template template = replaced.get(name);
        if (template == null) {
            return;
        }
        TemplatePlaceholders.requireAll(name, template, required(kind), Set.of("service", "time"));
        Code code = kind.hasCode() ? new Code(SAMPLE_CODE, Duration.ofDays(1)) : null;
        MailText text = tried(
                name,
                () -> MailText.of(
                        new Message(kind, "user@example.com", language, Instant.EPOCH, code),
                        new ServiceName("Example"),
                        this));
        if (text.subject().isEmpty() || text.body().isEmpty()) {
            throw new IllegalArgumentException(name + ": must have a subject on its first line, and then a text");
        }
        if (kind.hasCode() && !text.body().contains(SAMPLE_CODE.reveal())) {
            throw new IllegalArgumentException(name + ": the text does not show {code}");
        }
    }

    private static Set<String> required(MailKind kind) {
        return switch (kind.content()) {
            case CODE -> Set.of("code", "minutes");
            case NOTICE -> kind.hasCode() ? Set.of("time", "code", "days") : Set.of("time");
        };
    }

    private void checkLayout() {
        List<String> paragraphs = List.of("First paragraph", SAMPLE_CODE.reveal(), "Last paragraph");
        for (String code : List.of(SAMPLE_CODE.reveal(), "")) {
            MailText text = new MailText("en", "Subject", String.join("\n", paragraphs), code);
            String html = tried(LAYOUT, () -> text.html(layout()));
            if (!paragraphs.stream().allMatch(html::contains)) {
                throw new IllegalArgumentException(LAYOUT + ": does not show each of {paragraphs}");
            }
        }
    }

    private static <T> T tried(String name, Supplier<T> step) {
        try {
            return step.get();
        } catch (TemplateException unusable) {
            throw new IllegalArgumentException(name + ": " + unusable.getMessage(), unusable);
        }
    }
}
