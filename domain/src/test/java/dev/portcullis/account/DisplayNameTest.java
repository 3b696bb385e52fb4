package dev.portcullis.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {
    @Test
    void isKeptInOneUnicodeFormWithoutSpacesAround() {
        assertThat(new DisplayName("  Jose\u0301 Ñandú ").value()).isEqualTo("Jos\u00e9 Ñandú");
    }

    @Test
    void isUpTo100CodePointsLong() {
        assertThat(new DisplayName("😀".repeat(100)).value()).hasSize(200);
        assertThatThrownBy(() -> new DisplayName("😀".repeat(101))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new DisplayName("a".repeat(1_000_000))).isInstanceOf(InvalidValue.class);
    }

    @Test
    void isNotReadBeyondEightTimesTheLongestName() {
        String longest = "Ada" + " ".repeat(797);
        assertThat(new DisplayName(longest).value()).isEqualTo("Ada");
        assertThat(DisplayName.chosen(longest).value()).isEqualTo("Ada");

        assertThatThrownBy(() -> new DisplayName(longest + " ")).isInstanceOf(InvalidValue.class);
        assertThat(refusalOf(longest + " ")).isEqualTo(InvalidValue.Reason.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb", "a\0b", "a\ud800", "evil\u202etxt.exe", "a\u2028b", "\u2066a"})
    void isRefusedWhenEmptyOrMisleading(String text) {
        assertThatThrownBy(() -> new DisplayName(text)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"John Doe", "O'Brien-Ødegård", "李小龍", "אברהם", "👩‍👩‍👧", "<b>Bobby</b>; DROP TABLE account"})
    void isWhatPeopleAreCalled(String text) {
        assertThat(new DisplayName(text).value()).isEqualTo(text);
    }

    private static InvalidValue.Reason refusalOf(String text) {
        try {
            DisplayName unexpected = DisplayName.chosen(text);
            throw new AssertionError(
                    "taken: " + unexpected.value().codePoints().boxed().toList());
        } catch (InvalidValue refused) {
            return refused.reason();
        }
    }

    /** Each alone, several times, and among spaces. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                ' ', 0x00A0, 0x2003, 0x202F, 0x3000, 0x200B, 0x3164, 0x2800, 0x2060, 0x00AD, 0x034F, 0x115F, 0x1160,
                0x17B4, 0x180E, 0x200C, 0x200D, 0x200E, 0x200F, 0x061C, 0x202E, 0x2066, 0x2063, 0xFE0F, 0xFEFF, 0xFFA0,
                0x1BCA0, 0x1D159, 0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xE0FFF
            })
    void isRequiredWhenItShowsNothing(int codePoint) {
        String text = Character.toString(codePoint);

        assertThat(refusalOf(text)).isEqualTo(InvalidValue.Reason.REQUIRED);
        assertThat(refusalOf(text.repeat(5))).isEqualTo(InvalidValue.Reason.REQUIRED);
        assertThat(refusalOf("  " + text + "\u00a0" + text + "\u200b")).isEqualTo(InvalidValue.Reason.REQUIRED);
    }

    /** Each before, inside and behind letters. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x061C, 0x200E, 0x200F, 0x202A, 0x202D, 0x202E, 0x2066, 0x2069, 0x206A, 0x206F, 0xFEFF, 0xE0001,
                0xE0020, 0xE0041, 0xE007F, 0, '\n', 0x85
            })
    void hasNoMarksOfDirectionAndNoTags(int codePoint) {
        String mark = Character.toString(codePoint);

        for (String text : new String[] {mark + "Ada", "A" + mark + "da", "Ada" + mark + "Lovelace"}) {
            assertThat(refusalOf(text)).isEqualTo(InvalidValue.Reason.FORBIDDEN_CHARACTER);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "مهدی\u200cزاده", // Persian, with a non-joiner
                "ක්\u200dෂ", // Sinhala, with a joiner
                "👩\u200d👩\u200d👧",
                "❤\ufe0f",
                "葛\udb40\udd00城", // a variant of a Han character, as in Japanese names
                "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f", // England
                "🏴\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f", // Scotland
                "Ada 🏴\udb40\udc67\udb40\udc62\udb40\udc77\udb40\udc6c\udb40\udc73\udb40\udc7f", // Wales
                "-",
                "أحمد",
                "אברהם",
                "Jos\u00e9 Ñandú"
            })
    void keepsJoinersAndWhatEmojiAreMadeOf(String text) {
        assertThat(DisplayName.chosen(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "🏴\udb40\udc55\udb40\udc53\udb40\udc7f", // a flag that nobody has a glyph for
                "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67", // without its end
                "A\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f" // not on a flag
            })
    void hasTagsInTheThreeFlagsAlone(String text) {
        assertThat(refusalOf(text)).isEqualTo(InvalidValue.Reason.FORBIDDEN_CHARACTER);
    }

    @Test
    void losesSpacesOfAnyKindAtItsEnds() {
        assertThat(DisplayName.chosen("\u00a0\u2800 Ada\u00a0Lovelace\u3000").value())
                .isEqualTo("Ada\u00a0Lovelace");
    }

    @Test
    void isReadableAsItWasKeptBeforeTheseRules() {
        for (String kept : new String[] {"\u200b", "\u3164", "Ada\u200f"}) {
            assertThat(new DisplayName(kept).value()).isEqualTo(kept);
        }
    }
}
