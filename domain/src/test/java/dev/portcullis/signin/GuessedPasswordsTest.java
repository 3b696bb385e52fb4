package dev.portcullis.signin;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.composition.OtherCredentials;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.SessionTokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The limit of wrong passwords for a login: which sign-ins count, and which reset the count. */
class GuessedPasswordsTest extends LimitedSignIns {
    /** NIST SP 800-63B-4, 3.2.2; checklist of ASVS 5.0, 6.3.1. */
    @Test
    void locksALoginAfterAHundredWrongPasswordsInARow() {
        assertThat(reasonOf(signIn(RIGHT, HOME))).isEmpty();
        guessWrong(80, AWAY);
        assertThat(locked(RIGHT, AWAY)).isEqualTo(Duration.ofHours(24));
        guessWrong(20, HOME);

        Duration delay = locked(RIGHT, HOME);

        assertThat(delay).isEqualTo(Duration.ofHours(24));
        assertThat(portcullis.audit.last().type()).isEqualTo("authn_login_lock");
        assertThat(portcullis.audit.last().login()).isEqualTo(EMAIL.attempted());
        portcullis.clock.advance(delay);
        assertThat(reasonOf(signIn(RIGHT, HOME))).isEmpty();
    }

    @Test
    void leavesAnEventAndHashesNothingIfTheLoginIsDelayed() {
        guessWrong(10, AWAY);
        int hashes = portcullis.hasher.calls();

        assertThat(delayed(RIGHT, HOME)).isEqualTo(Duration.ofSeconds(1));

        assertThat(portcullis.hasher.calls()).isEqualTo(hashes);
        assertThat(portcullis.audit.last().type()).isEqualTo("authn_login_fail_max");
        assertThat(portcullis.audit.last().outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
        assertThat(portcullis.audit.last().login()).isEqualTo(EMAIL.attempted());
    }

    @Test
    void resetsTheCountAtTheRightPasswordAndNotAtANewSignUp() {
        guessWrong(9, AWAY);
        assertThat(reasonOf(signIn(RIGHT, HOME))).isEmpty();
        guessWrong(9, AWAY);

        // A sign-up for an unverified account sends a new code.
        assertThat(reasonOf(signUp())).isEmpty();
        guessWrong(1, AWAY);

        assertThat(delayed(RIGHT, AWAY)).isPositive();
    }

    @Test
    void resetsTheCountAtTheRightCurrentPasswordAlsoIfTheNewOneIsRefused() {
        SessionTokens tokens = signIn(RIGHT, HOME).value();
        for (Password chosen : List.of(new Password("short"), new Password("staple battery horse"))) {
            guessWrong(9, AWAY);
            assertThat(change(tokens, chosen)).isEqualTo(chosen.reveal().equals("short"));
        }
        guessWrong(9, AWAY);

        assertThat(reasonOf(signIn(new Password("staple battery horse"), AWAY))).isEmpty();
    }

    /** Whether the new password is refused. */
    private boolean change(SessionTokens tokens, Password chosen) {
        return portcullis
                .useCases
                .changePassword()
                .execute(new ChangePassword.Command(ProviderContract.bearer(tokens), RIGHT, chosen, callerAt(HOME)))
                .isRefusedWith(Reason.PASSWORD_REFUSED);
    }

    @Test
    void delaysAnUnknownLoginLikeAKnownOne() {
        for (int i = 0; i < 10; i++) {
            assertThat(reasonOf(signInAs("nobody@example.com"))).contains(Reason.UNKNOWN_LOGIN);
        }
        assertThat(signInAs("nobody@example.com"))
                .isEqualTo(Result.refused(Refusal.retryAfter(Reason.LOGIN_DELAYED, Duration.ofSeconds(1))));
    }

    private Result<SessionTokens> signInAs(String login) {
        return portcullis
                .useCases
                .signIn()
                .execute(
                        new SignIn.Command(new Login(login), WRONG, new CaptchaAnswer("answer"), null, callerAt(AWAY)));
    }

    @Test
    void countsNoPasswordThatWasNotCompared() {
        portcullis.captcha = (answer, action, address) -> Optional.of(CaptchaRefusal.WRONG);
        for (int i = 0; i < 30; i++) {
            assertThat(reasonOf(signIn(WRONG, AWAY))).contains(Reason.CAPTCHA_WRONG);
        }
        portcullis.captcha = (answer, action, address) -> {
            throw new IllegalStateException("the captcha service is away");
        };
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> signIn(WRONG, AWAY)).hasMessage("the captcha service is away");
        }
        portcullis.captcha = CaptchaVerifier.none();
        portcullis.hasher.becomeOverloaded(true);
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> signIn(WRONG, AWAY)).isInstanceOf(Overloaded.class);
        }
        portcullis.hasher.becomeOverloaded(false);

        assertThat(reasonOf(signIn(RIGHT, AWAY))).isEmpty();
    }

    private Result<SessionTokens> signInBy(Credentials provider) {
        portcullis.provider = new OtherCredentials(portcullis.local, provider);
        try {
            return signIn(RIGHT, AWAY);
        } finally {
            portcullis.provider = portcullis.local;
        }
    }

    private static Credentials remotely(Result<SessionTokens> result) {
        return (login, password, replaced) -> Decision.remote(announcement -> {
            announcement.run();
            return result;
        });
    }

    @Test
    void countsNoWrongPasswordIfARemoteProviderComparedNone() {
        Result<SessionTokens> busy =
                Result.refused(Refusal.retryAfter(Reason.PROVIDER_RATE_LIMITED, Duration.ofSeconds(3)));
        Result<SessionTokens> noHuman = Result.refused(Reason.CAPTCHA_REJECTED);
        for (int i = 0; i < 30; i++) {
            assertThat(signInBy(remotely(busy))).isEqualTo(busy);
            assertThat(signInBy(remotely(noHuman))).isEqualTo(noHuman);
        }

        assertThat(reasonOf(signIn(RIGHT, AWAY))).isEmpty();
    }

    /** A provider may answer a wrong password like this. */
    @Test
    void countsASignInThatARemoteProviderRejectsForAnUnknownReason() {
        Result<SessionTokens> rejected = Result.refused(Reason.PROVIDER_REJECTED);
        for (int i = 0; i < 10; i++) {
            assertThat(signInBy(remotely(rejected))).isEqualTo(rejected);
        }

        assertThat(delayed(RIGHT, AWAY)).isPositive();
    }

    @Test
    void checksTheCaptchaBeforeItCountsAWrongPassword() {
        guessWrong(10, AWAY);
        portcullis.captcha = (answer, action, address) -> Optional.of(CaptchaRefusal.WRONG);

        assertThat(reasonOf(signIn(RIGHT, AWAY))).contains(Reason.CAPTCHA_WRONG);
    }

    @Test
    void resetsTheCountAlsoIfARemoteProviderAcceptsThePassword() {
        Result<SessionTokens> granted = signIn(RIGHT, HOME);
        guessWrong(9, AWAY);

        assertThat(signInBy(remotely(granted))).isEqualTo(granted);

        guessWrong(10, AWAY);
        assertThat(delayed(RIGHT, AWAY)).isPositive();
    }

    @Test
    void keepsTheCountIfTheSignInCannotBeRecorded() {
        Result<SessionTokens> granted = signIn(RIGHT, HOME);
        guessWrong(9, AWAY);

        assertThatThrownBy(() -> signInBy((login, password, replaced) -> Decision.of(() -> {
                    portcullis.audit.becomeUnavailable();
                    return granted;
                })))
                .isInstanceOf(AuditUnavailable.class);
        portcullis.audit.becomeAvailable();

        guessWrong(1, AWAY);
        assertThat(delayed(RIGHT, AWAY)).isPositive();
    }

    @Test
    void keepsTheCountIfARemoteSignInCannotBeRecorded() {
        Result<SessionTokens> granted = signIn(RIGHT, HOME);
        guessWrong(9, AWAY);

        assertThatThrownBy(() -> signInBy((login, password, replaced) -> Decision.remote(announcement -> {
                    announcement.run();
                    portcullis.audit.becomeUnavailable();
                    return granted;
                })))
                .isInstanceOf(AuditUnavailable.class);
        portcullis.audit.becomeAvailable();

        guessWrong(1, AWAY);
        assertThat(delayed(RIGHT, AWAY)).isPositive();
    }
}
