package dev.portcullis.emailchange;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.ResendVerification;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.signin.ForgotPassword;
import dev.portcullis.signin.ResetPassword;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.VerificationCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A code that was mailed for one purpose is valid for no other, although each mailbox of the account gets six digits. */
class CodesOfOtherPurposesTest extends ChangingAddress {
    private static final Password CHOSEN = new Password("staple battery horse");

    private final SignedIn unverified = SignedIn.someone(portcullis, false);

    private VerificationCode nextCode() {
        deliverAll();
        return code();
    }

    private VerificationCode verificationCode() {
        portcullis.database.run(() -> portcullis.verificationStore.put(EmailVerification.owedBy(unverified.account())));
        assertThat(reasonOf(portcullis
                        .useCases
                        .resendVerification()
                        .execute(new ResendVerification.Command(unverified.email(), aCaller()))))
                .isEmpty();
        return nextCode();
    }

    private VerificationCode resetCode() {
        assertThat(reasonOf(portcullis
                        .useCases
                        .forgotPassword()
                        .execute(new ForgotPassword.Command(unverified.email(), aCaller()))))
                .isEmpty();
        return nextCode();
    }

    private VerificationCode changeCode() {
        assertThat(reasonOf(request(unverified, NEW, PASSWORD))).isEmpty();
        return nextCode();
    }

    private Optional<Reason> verify(VerificationCode code) {
        return reasonOf(portcullis
                .useCases
                .verifyEmail()
                .execute(new VerifyEmail.Command(unverified.bearer(), code, aCaller())));
    }

    private Optional<Reason> reset(VerificationCode code) {
        return reasonOf(portcullis
                .useCases
                .resetPassword()
                .execute(new ResetPassword.Command(unverified.email(), code, CHOSEN, aCaller())));
    }

    @Test
    void areRefused() {
        VerificationCode verifying = verificationCode();
        VerificationCode resetting = resetCode();
        VerificationCode changing = changeCode();

        assertThat(verify(resetting)).contains(Reason.CODE_INVALID);
        assertThat(verify(changing)).contains(Reason.CODE_INVALID);
        assertThat(reset(verifying)).contains(Reason.CODE_INVALID);
        assertThat(reset(changing)).contains(Reason.CODE_INVALID);
        assertThat(reasonOf(confirm(unverified, verifying))).contains(Reason.CODE_INVALID);
        assertThat(reasonOf(confirm(unverified, resetting))).contains(Reason.CODE_INVALID);

        assertThat(verify(verifying)).isEmpty();
        assertThat(reset(resetting)).isEmpty();
        // The reset has ended the session that asked.
        assertThat(reasonOf(confirm(unverified, changing))).contains(Reason.NOT_AUTHENTICATED);
    }
}
