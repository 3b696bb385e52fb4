package dev.portcullis.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static void assertRefused(String text, Reason reason) {
        assertThat(catchThrowableOfType(InvalidValue.class, () -> new Login(text)))
                .isNotNull()
                .extracting(InvalidValue::reason)
                .isEqualTo(reason);
    }

    @Test
    void isATextOf1To320PrintableCharacters() {
        assertThatCode(() -> new Login("a".repeat(320))).doesNotThrowAnyException();
        assertRefused("a".repeat(321), Reason.TOO_LONG);
        assertRefused(" ", Reason.REQUIRED);
        assertRefused("ada\u0000@example.com", Reason.FORBIDDEN_CHARACTER);
    }

    /** People type passwords there. */
    @Test
    void isMaskedCompletelyUnlessItIsAnAddress() {
        assertThat(new Login("correct horse").attempted()).isEqualTo(new AttemptedLogin("correct horse", "***"));
        assertThat(new Login("ada@example.com").attempted().masked())
                .contains("@")
                .doesNotContain("ada");
    }
}
