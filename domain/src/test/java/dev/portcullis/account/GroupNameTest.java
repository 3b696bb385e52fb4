package dev.portcullis.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupNameTest {
    private static void assertRefused(String name, InvalidValue.Reason reason) {
        assertThatThrownBy(() -> new GroupName(name))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "auditor", "team_2-readers", "abcdefghijklmnopqrstuvwxyz012345"})
    void takesLowerCaseAscii(String name) {
        assertThat(new GroupName(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Admin", "2nd", "-a", "_a", "a b", " a", "a,b", "a\n", "ådmin", "а", "a\"", "=a"})
    void takesNothingElse(String name) {
        assertRefused(name, InvalidValue.Reason.MALFORMED);
    }

    @Test
    void hasOneTo32Characters() {
        assertRefused("", InvalidValue.Reason.REQUIRED);
        assertRefused("a".repeat(33), InvalidValue.Reason.TOO_LONG);
    }
}
