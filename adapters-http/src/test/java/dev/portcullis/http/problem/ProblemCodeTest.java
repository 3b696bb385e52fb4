package dev.portcullis.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.http.caller.Languages;
import dev.portcullis.kernel.InvalidValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {
    private static final Path DOCUMENT = Path.of("../docs/errors.md");

    private static Stream<String> fieldCodes() {
        Stream<Enum<?>> captcha = Arrays.stream(CaptchaRefusal.values())
                .filter(refusal -> refusal != CaptchaRefusal.MISSING
                        && !refusal.toRefusal().details().isEmpty())
                .map(refusal -> refusal);
        Stream<Enum<?>> values = Stream.concat(
                Arrays.stream(InvalidValue.Reason.values()),
                Arrays.stream(PasswordPolicy.Violation.values())
                        .filter(violation -> violation != PasswordPolicy.Violation.UNCHECKED));
        return Stream.concat(
                        Stream.of("wrong_type", "repeated", "unknown"),
                        Stream.concat(values, captcha)
                                .map(reason -> reason.name().toLowerCase(Locale.ROOT)))
                .distinct();
    }

    private static List<String> rows(String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    @Test
    void isExplainedWithItsStatusInTheDocument() throws IOException {
        assertThat(rows("^\\| (`[a-z_]+` \\| \\d{3}) \\| \\S.* \\|$"))
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(code -> "`" + code.code() + "` | " + code.status())
                        .toList());
    }

    @Test
    void isExplainedForEachFieldInTheDocument() throws IOException {
        assertThat(rows("^\\| `([a-z_]+)` \\| [^\\d\\s].* \\|$"))
                .containsExactlyInAnyOrderElementsOf(fieldCodes().toList());
    }

    @Test
    void hasItsOwnTextsInEachLanguageAndNoLanguageHasMore() {
        Set<String> needed = new TreeSet<>();
        for (ProblemCode code : ProblemCode.values()) {
            needed.add(code.code() + ".title");
            needed.add(code.code() + ".detail");
        }
        needed.add(ProblemTexts.VERIFICATION_TOKEN);
        fieldCodes().forEach(code -> needed.add("field." + code));

        for (String suffix : List.of("", "_da")) {
            ResourceBundle own = bundle(suffix);
            assertThat(own.keySet()).isEqualTo(needed);
            assertThat(needed).allSatisfy(key -> assertThat(own.getString(key)).isNotBlank());
        }
        assertThat(Languages.SPOKEN).hasSize(2);
    }

    /** The one file, without those that it inherits from. */
    private static ResourceBundle bundle(String suffix) {
        return ResourceBundle.getBundle(ProblemTexts.BUNDLE + suffix, Locale.ROOT);
    }

    @Test
    void isTranslatedIntoDanish() {
        ProblemTexts english = new ProblemTexts(Locale.ENGLISH);
        ProblemTexts danish = new ProblemTexts(Languages.DANISH);

        assertThat(ProblemCode.values()).allSatisfy(code -> {
            assertThat(danish.title(code)).isNotEqualTo(english.title(code));
            assertThat(danish.detail(code)).isNotEqualTo(english.detail(code));
        });
        assertThat(danish.verificationTokenDetail()).isNotEqualTo(english.verificationTokenDetail());
        assertThat(danish.title(ProblemCode.CODE_EXPIRED)).isEqualTo("Bekræftelseskoden er udløbet");
    }

    @Test
    void isListedForEachFieldInTheOpenApiSchema() throws Exception {
        Schema field = ProblemBody.FieldErrorBody.class.getDeclaredField("code").getAnnotation(Schema.class);

        assertThat(new HashSet<>(Arrays.asList(field.enumeration())))
                .isEqualTo(new HashSet<>(fieldCodes().toList()));
    }
}
