package dev.portcullis.app.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.http.caller.Languages;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender.Code;
import dev.portcullis.mail.MailSender.Message;
import dev.portcullis.verification.VerificationCode;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's templates: what they replace, and which of them stop the start. */
class MailTemplatesTest {
    private static final String CODE_TEXT = "Kode til {service}\n\nDin kode:\n\n    {code}\n\nI {minutes} minutter.\n";
    private static final Pattern EXAMPLE =
            Pattern.compile("`verification_code.en.txt`:\n\n```text\n(.*?)```", Pattern.DOTALL);

    private final Engine engine = Engine.builder()
            .addDefaults()
            .addResultMapper(new HtmlEscaper(List.of("text/html")))
            .build();

    @TempDir
    Path folder;

    @CanIgnoreReturnValue
    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private MailTemplates read() {
        return new MailTemplates(engine, folder, Languages.SPOKEN);
    }

    private static MailText codeIn(Locale language, MailTemplates templates) {
        Code code = new Code(new VerificationCode("012345"), Duration.ofMinutes(10));
        return MailText.of(
                new Message(MailKind.VERIFICATION_CODE, "a@example.com", language, Instant.EPOCH, code),
                new ServiceName("\u00c6ble & Co"),
                templates);
    }

    @Test
    void replacesATextOfOneKindAndLanguage() throws IOException {
        write("verification_code.da.txt", CODE_TEXT);

        MailText text = codeIn(Languages.DANISH, read());

        assertThat(text)
                .isEqualTo(new MailText(
                        "da", "Kode til \u00c6ble & Co", "Din kode:\n\n    012345\n\nI 10 minutter.", "012345"));
    }

    @Test
    void replacesTheLayoutAndEscapesItsValues() throws IOException {
        write("verification_code.en.txt", CODE_TEXT);
        write("layout.html", "<b lang={language}>{#for p in paragraphs}<i>{p}</i>{/for}<u>{subject}</u>{code}</b>");
        MailTemplates templates = read();

        String html = codeIn(Locale.ENGLISH, templates).html(templates.layout());

        assertThat(html)
                .isEqualTo("<b lang=en><i>Din kode:</i><i>012345</i><i>I 10 minutter.</i>"
                        + "<u>Kode til \u00c6ble &amp; Co</u>012345</b>");
    }

    @Test
    void readsReadOnlyFilesThatAKubernetesConfigMapMounts() throws IOException {
        Path version = Files.createDirectory(folder.resolve("..2026_11_28"));
        Files.writeString(version.resolve("verification_code.da.txt"), CODE_TEXT);
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_28"));
        Files.createSymbolicLink(
                folder.resolve("verification_code.da.txt"), Path.of("..data/verification_code.da.txt"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));

        assertThat(codeIn(Languages.DANISH, read()).subject()).startsWith("Kode til");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff", "\n\n", " "})
    void ignoresWhatEditorsAdd(String start) throws IOException {
        write("verification_code.da.txt", start + CODE_TEXT.replace("\n", "\r\n"));

        MailText text = codeIn(Languages.DANISH, read());

        assertThat(text.subject()).isEqualTo("Kode til \u00c6ble & Co");
        assertThat(text.body()).doesNotContain("\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "ISO-8859-1"})
    void refusesOtherEncodings(String encoding) throws IOException {
        Files.writeString(folder.resolve("verification_code.da.txt"), CODE_TEXT + "\u00e6", Charset.forName(encoding));

        assertThatThrownBy(this::read)
                .hasMessageStartingWith("verification_code.da.txt: must ")
                .hasMessageMatching(".*(UTF-8|control characters)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verification_code.sv.txt | S\u00b6B {code} {minutes} | verification_code.sv.txt: unknown name",
                "verification_code.txt | S\u00b6B {code} {minutes} | verification_code.txt: unknown name",
                "Layout.html | {paragraphs} | Layout.html: unknown name",
                "verification_code.en.txt | S\u00b6B {minutes} | missing placeholders: {code}",
                "verification_code.en.txt | S\u00b6B {code} | missing placeholders: {minutes}",
                "verification_code.en.txt | S {code}\u00b6B {minutes} | the text does not show {code}",
                "verification_code.en.txt | S\u00b6{#if false}{code}{/if} {minutes} | the text does not show {code}",
                "verification_code.en.txt | S\u00b6{code} {minutes} {name} | unknown placeholders: {name}",
                "verification_code.en.txt | S\u00b6{code} {minutes} {code.length} | unknown placeholders: {code.length}",
                "verification_code.en.txt | S\u00b6{code} {minutes} {#if} | Parser error",
                "verification_code.en.txt | S\u00b6{code} {minutes} {#for x in code}{/for} | Iteration error",
                "verification_code.en.txt | S\u00b6{code} {minutes} {config:['a.b']} | unknown placeholders: {config:",
                "verification_code.en.txt | S\u00b6{code} {minutes} {#eval code /} | unknown sections: {#eval}",
                "verification_code.en.txt | S\u00b6{code} {minutes} {#include layout /} | unknown sections: {#include}",
                "verification_code.en.txt | {code} {minutes} | must have a subject",
                "password_changed.en.txt | S\u00b6B | missing placeholders: {time}",
                "password_changed.en.txt | S\u00b6B {time} {code} | unknown placeholders: {code}",
                "layout.html | <p>{subject}</p> | does not show each of {paragraphs}",
                "layout.html | {#for p in paragraphs}{#if p != code}{p}{/if}{/for} | does not show each of {paragraphs}",
                "layout.html | {#for p in paragraphs}{p}{/for}{name} | name",
                "layout.html | {#for p in paragraphs}{p}{/for}{config:name} | unknown placeholders: {config:name}",
                "layout.html | {#for p in paragraphs}{p} | Parser error"
            },
            quoteCharacter = '^')
    void refusesATemplateThatItCouldNotUse(String name, String text, String reason) throws IOException {
        write(name, text.replace("\u00b6", "\n\n"));

        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + ": ")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesWhatIsNoFile() throws IOException {
        Path name = folder.resolve("layout.html");
        Files.createSymbolicLink(name, Path.of("..data/layout.html"));
        assertThatThrownBy(this::read).hasMessage("layout.html: must be a file");

        Files.delete(name);
        Files.createDirectory(name);
        assertThatThrownBy(this::read).hasMessage("layout.html: must be a file");

        Files.delete(name);
        Files.write(name, "x".repeat(64 * 1024 + 1).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(this::read).hasMessage("layout.html: must have at most 65536 bytes");
    }

    @Test
    void refusesAFolderThatIsEmptyOrIsNone() throws IOException {
        write(".gitkeep", "");
        assertThatThrownBy(this::read).hasMessage("the folder contains no template");

        for (Path none : List.of(folder.resolve("none"), folder.resolve(".gitkeep"))) {
            assertThatThrownBy(() -> new MailTemplates(engine, none, Languages.SPOKEN))
                    .hasMessage("must be a folder that the service can read");
        }
    }

    @Test
    void theExampleOfTheDocumentationIsUsable() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/configuration.md")));
        assertThat(example.find()).isTrue();
        write("verification_code.en.txt", example.group(1));

        assertThat(codeIn(Locale.ENGLISH, read()).subject()).contains("\u00c6ble & Co");
    }
}
