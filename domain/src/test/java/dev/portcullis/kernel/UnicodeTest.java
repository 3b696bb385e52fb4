package dev.portcullis.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
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
    void leavesOutOneByteOrderMarkAtTheStart() {
        assertThat(Unicode.withoutByteOrderMark("\uFEFFa\uFEFF")).isEqualTo("a\uFEFF");
        assertThat(Unicode.withoutByteOrderMark("\uFEFF\uFEFF")).isEqualTo("\uFEFF");
        assertThat(Unicode.withoutByteOrderMark("a")).isEqualTo("a");
        assertThat(Unicode.withoutByteOrderMark("")).isEmpty();
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(Unicode.cut("ab😀", 3)).isEqualTo("ab");
        assertThat(Unicode.cut("ab😀", 4)).isEqualTo("ab😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\u200b\u3164\u2800\u2060\u00ad\u115f", "\udb40\udc41", "\ufe0f"})
    void callsBlankWhatShowsNothing(String text) {
        assertThat(Unicode.isBlank(text)).isTrue();
        assertThat(Unicode.isBlank(text + "." + text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\u2003", "\ud81b\udfe4", "\u2800\ud81b\udfe4\n"})
    void stripsSpacesFromBothEnds(String spaces) {
        assertThat(Unicode.strip(spaces)).isEmpty();
        assertThat(Unicode.strip(spaces + "a b" + spaces)).isEqualTo("a b");
    }

    @Test
    void seesNeitherSpacesNorMarksOfDirectionNorTagsButEveryCasedLetterAndDigit() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(c -> Character.isSpaceChar(c) || Unicode.turnsDirection(c) || Unicode.isTag(c))
                        .filter(c -> !Unicode.isInvisible(c)))
                .isEmpty();
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(c -> Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isDigit(c))
                        .filter(Unicode::isInvisible))
                .isEmpty();
    }
}
