package dev.portcullis.http.account;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.credential.PasswordProfile;
import dev.portcullis.http.FuzzedBody;
import dev.portcullis.kernel.FailurePolicy;
import java.util.List;
import java.util.Optional;

class SignUpBodyFuzzTest {
    private static final PasswordPolicy POLICY = new PasswordPolicy(
            PasswordProfile.STANDARD,
            "password123"::equals,
            List.of("portcullis"),
            BreachedPasswords.unasked(),
            FailurePolicy.FAIL_CLOSED);
    private static final PasswordRules PASSWORDS = new PasswordRules(() -> Optional.of(POLICY));
    private static final CaptchaCheck CAPTCHAS = new CaptchaCheck(CaptchaVerifier.none(), FailurePolicy.FAIL_CLOSED);

    @FuzzTest
    void isACommandOrRefused(byte[] input) {
        FuzzedBody.read(input, body -> SignUpResource.Body.read(body, PASSWORDS, CAPTCHAS, aCaller()))
                .ifPresent(command -> {
                    EmailAddress email = command.registration().email();
                    assertThat(EmailAddress.ofNewAccount(email.value())).isEqualTo(email);
                    DisplayName name = command.registration().name();
                    assertThat(DisplayName.chosen(name.value())).isEqualTo(name);
                });
    }
}
