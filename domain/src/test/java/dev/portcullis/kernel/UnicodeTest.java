package dev.portcullis.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnicodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\rb", "a\nb", "\u007f", "\u0085", "\ud83d", "\udc00x", "\ude00\ud83d"})
    void refusesControlCharactersAndHalvesOfPairs(String text) {
        assertThatThrownBy(() -> Unicode.requirePrintable(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(InvalidValue.Reason.FORBIDDEN_CHARACTER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "søren", "用户", "😀", "e\u0301"})
    void takesEverythingElse(String text) {
        assertThatCode(() -> Unicode.requirePrintable(text)).doesNotThrowAnyException();
    }

    @Test
    void countsCodePoints() {
        assertThat(Unicode.length("a😀")).isEqualTo(2);
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(Unicode.cut("ab😀", 3)).isEqualTo("ab");
        assertThat(Unicode.cut("ab😀", 4)).isEqualTo("ab😀");
    }
}
