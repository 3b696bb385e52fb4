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
}
