package dev.portcullis.http.session;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.credential.Password;
import dev.portcullis.http.FuzzedBody;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.signin.Login;
import java.util.Optional;

class SignInBodyFuzzTest {
    private static final CaptchaCheck CAPTCHAS = new CaptchaCheck(CaptchaVerifier.none(), FailurePolicy.FAIL_CLOSED);

    @FuzzTest
    void isACommandOrRefused(byte[] input) {
        FuzzedBody.read(input, body -> SignInResource.Body.read(body, CAPTCHAS, Optional.empty(), aCaller()))
                .ifPresent(command -> {
                    assertThat(command.login().value()).isNotBlank().hasSizeLessThanOrEqualTo(Login.MAXIMUM_LENGTH);
                    assertThat(command.password().reveal().codePoints().count())
                            .isBetween(1L, (long) Password.MAXIMUM_LENGTH);
                });
    }
}
