package dev.portcullis.signin;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.verification.VerificationCode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Codes of a password reset that are guessed, and how the limits count. */
class GuessedResetCodesTest extends LimitedSignIns {
    private static final Password NEW_PASSWORD = new Password("staple battery horse");

    private VerificationCode code = new VerificationCode("000000");

    @BeforeEach
    void requestACode() {
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        code = nextCode();
    }

    private VerificationCode nextCode() {
        assertThat(reasonOf(portcullis
                        .useCases
                        .forgotPassword()
                        .execute(new ForgotPassword.Command(EMAIL, callerAt(AWAY)))))
                .isEmpty();
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        return portcullis.mailbox.last().code();
    }

    private Result<Void> reset(EmailAddress email, VerificationCode tried, ClientAddress from) {
        return portcullis
                .useCases
                .resetPassword()
                .execute(new ResetPassword.Command(email, tried, NEW_PASSWORD, callerAt(from)));
    }

    private void tryWrongCodes(EmailAddress email, int times) {
        VerificationCode wrong = new VerificationCode(code.reveal().equals("000000") ? "000001" : "000000");
        for (int i = 0; i < times; i++) {
            assertThat(reasonOf(reset(email, wrong, AWAY))).contains(Reason.CODE_INVALID);
        }
    }

    @Test
    void delaysFurtherAttemptsByAccountWhateverCodeItHas() {
        tryWrongCodes(EMAIL, 5);
        code = nextCode();
        tryWrongCodes(EMAIL, 5);
        code = nextCode();

        assertThat(reasonOf(reset(EMAIL, code, AWAY))).contains(Reason.TOO_MANY_ATTEMPTS);
        assertThat(reasonOf(reset(EMAIL, code, new ClientAddress("198.51.100.1"))))
                .contains(Reason.TOO_MANY_ATTEMPTS);
        portcullis.clock.advance(Duration.ofSeconds(2));
        assertThat(reasonOf(reset(EMAIL, code, AWAY))).isEmpty();
    }

    @Test
    void delaysAttemptsForAnAddressWithoutAnAccountAlike() {
        EmailAddress nobody = new EmailAddress("nobody@example.com");
        tryWrongCodes(nobody, 10);

        assertThat(reasonOf(reset(nobody, code, AWAY))).contains(Reason.TOO_MANY_ATTEMPTS);
    }

    @Test
    void letsNoStrangerDelayTheOwnerOnAKnownNetwork() {
        assertThat(reasonOf(signIn(RIGHT, HOME))).isEmpty();
        tryWrongCodes(EMAIL, 10);
        assertThat(reasonOf(reset(EMAIL, code, AWAY))).contains(Reason.TOO_MANY_ATTEMPTS);

        assertThat(reasonOf(reset(EMAIL, code, HOME))).isEmpty();
    }

    /** The guesses were at the former password. */
    @Test
    void isTheWayOutOfALockAfterWrongPasswords() {
        guessWrong(80, AWAY);
        assertThat(reasonOf(signIn(RIGHT, AWAY))).contains(Reason.LOGIN_LOCKED);
        code = nextCode();

        assertThat(reasonOf(reset(EMAIL, code, AWAY))).isEmpty();

        assertThat(reasonOf(signIn(NEW_PASSWORD, AWAY))).isEmpty();
    }

    /** No code was compared. */
    @Test
    void countsNoAttemptWithAPasswordThatIsRefused() {
        for (int i = 0; i < 10; i++) {
            assertThat(reasonOf(portcullis
                            .useCases
                            .resetPassword()
                            .execute(new ResetPassword.Command(EMAIL, code, new Password("short"), callerAt(AWAY)))))
                    .contains(Reason.PASSWORD_REFUSED);
        }

        assertThat(reasonOf(reset(EMAIL, code, AWAY))).isEmpty();
    }

    @Test
    void countsNoAttemptForASignIn() {
        tryWrongCodes(EMAIL, 10);

        assertThat(reasonOf(signIn(RIGHT, AWAY))).isEmpty();
    }
}
