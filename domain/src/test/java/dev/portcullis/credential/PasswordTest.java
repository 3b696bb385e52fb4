package dev.portcullis.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InvalidValue;
import java.util.List;
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
    void isTakenWith64CharactersOfAnyKindAndWithUpTo128() {
        for (String character : List.of("a", " ", "\u00e9", "\u6f22", "\ud83d\ude00")) {
            assertThat(new Password(character.repeat(64)).reveal()).isEqualTo(character.repeat(64));
            assertThat(new Password(character.repeat(128)).reveal()).isEqualTo(character.repeat(128));
        }
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
}
