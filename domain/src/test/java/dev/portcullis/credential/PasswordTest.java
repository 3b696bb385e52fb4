package dev.portcullis.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InvalidValue;
import org.junit.jupiter.api.Test;

class PasswordTest {
    @Test
    void isKeptExactlyAsItWasSent() {
        String sent = "  Cafe\u0301 ﬁ ÅÅ  ";

        assertThat(new Password(sent).reveal()).isEqualTo(sent);
    }

    @Test
    void isCountedInCodePoints() {
        assertThat(new Password("😀".repeat(64)).length()).isEqualTo(64);
        assertThat(new Password("😀".repeat(128)).length()).isEqualTo(128);
        assertThatThrownBy(() -> new Password("😀".repeat(129)))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(InvalidValue.Reason.TOO_LONG));
    }

    @Test
    void neverShowsItself() {
        Password password = new Password("correct horse");

        assertThat("" + password).doesNotContain(password.reveal());
        assertThat("" + new PasswordHash("$argon2id$x")).doesNotContain("argon2id");
    }

    @Test
    void isNotEmptyAndHasNoControlCharacters() {
        assertThatThrownBy(() -> new Password("")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Password("pass\0word")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Password("password\ud800")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void needs8CodePointsByTheStandardPolicy() {
        assertThat(PasswordPolicy.STANDARD.violationBy(new Password("😀".repeat(7))))
                .contains(PasswordPolicy.Violation.TOO_SHORT);
        assertThat(PasswordPolicy.STANDARD.violationBy(new Password("😀".repeat(8))))
                .isEmpty();
    }

    @Test
    void needs15CodePointsByTheStrictPolicy() {
        assertThat(PasswordPolicy.STRICT.violationBy(new Password("a".repeat(14))))
                .contains(PasswordPolicy.Violation.TOO_SHORT);
        assertThat(PasswordPolicy.STRICT.violationBy(new Password("a".repeat(15))))
                .isEmpty();
    }

    @Test
    void mayBeAllOfOneKindOfCharacter() {
        assertThat(PasswordPolicy.STRICT.violationBy(new Password("allonlowercasephrase")))
                .isEmpty();
    }
}
