package dev.portcullis.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.caller.Languages;
import dev.portcullis.mail.MailKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MailTextsTest {
    private static final Path TEXTS = Path.of("src/main/resources/templates/mail");

    static List<Locale> languages() {
        return Languages.SPOKEN;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyKindOfMailHasItsTextAndNoOtherTextIsThere(Locale language) throws IOException {
        List<String> kinds = Arrays.stream(MailKind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT) + ".txt")
                .toList();
        try (Stream<Path> texts = Files.list(TEXTS.resolve(language.getLanguage()))) {
            assertThat(texts.map(text -> text.getFileName().toString())).containsExactlyInAnyOrderElementsOf(kinds);
        }
    }
}
