package dev.portcullis.session;

import static dev.portcullis.kernel.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerificationCode;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.captcha.WhenUndecided;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.ClientAddress;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order of things that only the use cases decide, and the events they leave. */
class UseCaseTest {
    private static final EmailAddress EMAIL = new EmailAddress("ada@example.com");
    private static final CaptchaAnswer ANSWER = new CaptchaAnswer("answer");

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();

    private SignUp.Outcome signUp() {
        return signUpWith(ProviderContract.PASSWORD);
    }

    private SignUp.Outcome signUpWith(Password password) {
        return portcullis
                .signUp()
                .execute(new SignUp.Command(ProviderContract.aRegistration(EMAIL, password), ANSWER, aCaller()));
    }

    private SignIn.Outcome signIn(Password password) {
        return portcullis
                .signIn()
                .execute(new SignIn.Command(new Login(EMAIL.value()), password, ANSWER, null, aCaller()));
    }

    private RefreshSession.Outcome refresh(RefreshToken token) {
        return portcullis.refreshSession().execute(new RefreshSession.Command(token, aCaller()));
    }

    private void assertLastEvent(String type, AuditEvent.Outcome outcome, String reason) {
        AuditEvent event = portcullis.audit.last();
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.outcome()).isEqualTo(outcome);
        assertThat(event.reason()).isEqualTo(reason);
    }

    @Test
    void leavesOneEventForEachAttempt() {
        SignUp.Outcome.Created created = (SignUp.Outcome.Created) signUp();
        assertLastEvent("user_created", AuditEvent.Outcome.SUCCESS, "");
        assertThat(portcullis.audit.last().account())
                .isEqualTo(created.account().id());
        assertThat(portcullis.audit.last().login()).isEqualTo(EMAIL.attempted());

        assertThat(signUp()).isInstanceOf(SignUp.Outcome.Created.class);
        assertLastEvent("user_updated", AuditEvent.Outcome.SUCCESS, "registration_replaced");

        assertThat(signIn(ProviderContract.OTHER_PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
        assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "wrong_password");

        SignIn.Outcome.Granted granted = (SignIn.Outcome.Granted) signIn(ProviderContract.PASSWORD);
        assertLastEvent("authn_login_success", AuditEvent.Outcome.SUCCESS, "");
        assertThat(portcullis.audit.last().session()).isEqualTo(granted.session());

        assertThat(refresh(granted.tokens().refresh())).isInstanceOf(RefreshSession.Outcome.Refreshed.class);
        assertLastEvent("authn_token_created", AuditEvent.Outcome.SUCCESS, "advanced");

        assertThat(refresh(new RefreshToken("forged"))).isInstanceOf(RefreshSession.Outcome.Refused.class);
        assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "not_genuine");

        assertThat(refresh(null)).isInstanceOf(RefreshSession.Outcome.Refused.class);
        assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "missing");

        assertThat(portcullis
                        .signOut()
                        .execute(new SignOut.Command(granted.tokens().refresh(), aCaller())))
                .isInstanceOf(SignOut.Outcome.Ended.class);
        assertLastEvent("authn_token_revoked", AuditEvent.Outcome.SUCCESS, "signed_out");

        assertThat(portcullis.signOut().execute(new SignOut.Command(null, aCaller())))
                .isInstanceOf(SignOut.Outcome.NothingToEnd.class);
        portcullis.attempts.aggregator().flush();
        assertLastEvent("authn_token_revoked", AuditEvent.Outcome.SUCCESS, "nothing_to_end");

        assertThat(portcullis.audit.events()).hasSize(9);
    }

    @Test
    void tellsATheftInTheAuditTrailAndCommitsTheEndOfTheSessionWithIt() {
        assertThat(signUp()).isInstanceOf(SignUp.Outcome.Created.class);
        RefreshToken first = ((SignIn.Outcome.Granted) signIn(ProviderContract.PASSWORD))
                .tokens()
                .refresh();
        RefreshToken second =
                ((RefreshSession.Outcome.Refreshed) refresh(first)).tokens().refresh();
        RefreshToken third =
                ((RefreshSession.Outcome.Refreshed) refresh(second)).tokens().refresh();

        assertThat(refresh(first)).isInstanceOf(RefreshSession.Outcome.Refused.class);
        assertLastEvent("authn_token_reuse", AuditEvent.Outcome.REFUSED, "session_ended");

        assertThat(refresh(third)).isInstanceOf(RefreshSession.Outcome.Refused.class);
        assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "ended");
    }

    @Test
    void letsNothingThroughWhenTheEventCannotBeWritten() {
        assertThat(signUp()).isInstanceOf(SignUp.Outcome.Created.class);
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> signIn(ProviderContract.PASSWORD)).isInstanceOf(AuditUnavailable.class);
        assertThatThrownBy(() -> signIn(ProviderContract.OTHER_PASSWORD)).isInstanceOf(AuditUnavailable.class);
    }

    @Test
    void asksTheThrottleBeforeAnythingThatCosts() {
        portcullis.throttle = new RateLimiter() {
            @Override
            public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
                return Optional.of(Duration.ofSeconds(7));
            }

            @Override
            public LoginAttempt guess(ClientAddress address, String login) {
                throw new AssertionError("the address comes first");
            }

            @Override
            public LoginAttempt guessCode(ClientAddress address) {
                throw new AssertionError("the address comes first");
            }
        };
        portcullis.captcha = (answer, action, address) -> {
            throw new AssertionError("asked for nothing");
        };

        assertThat(signUp())
                .isInstanceOfSatisfying(
                        SignUp.Outcome.Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
        assertLastEvent("excess_rate_limit_exceeded", AuditEvent.Outcome.REFUSED, "too_many_attempts");
        assertThat(portcullis.audit.last().action()).isEqualTo(AuditEvent.Action.SIGN_UP);
        assertThat(signIn(ProviderContract.PASSWORD)).isInstanceOf(SignIn.Outcome.Throttled.class);
        assertLastEvent("excess_rate_limit_exceeded", AuditEvent.Outcome.REFUSED, "too_many_attempts");
        assertThat(portcullis.audit.last().action()).isEqualTo(AuditEvent.Action.SIGN_IN);
        assertThat(refresh(null)).isInstanceOf(RefreshSession.Outcome.Throttled.class);
        assertLastEvent("excess_rate_limit_exceeded", AuditEvent.Outcome.REFUSED, "too_many_attempts");
        assertThat(portcullis.audit.last().action()).isEqualTo(AuditEvent.Action.REFRESH);
        assertThat(portcullis
                        .verifyEmail()
                        .execute(new VerifyEmail.Command(
                                new BearerToken("x"), new VerificationCode("123456"), aCaller())))
                .isInstanceOf(VerifyEmail.Outcome.Throttled.class);
        assertLastEvent("excess_rate_limit_exceeded", AuditEvent.Outcome.REFUSED, "too_many_attempts");
        assertThat(portcullis.audit.last().action()).isEqualTo(AuditEvent.Action.VERIFY_EMAIL);
        assertThat(portcullis.hasher.calls()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void asksForTheCaptchaBeforeItHashes(CaptchaRefusal why) {
        portcullis.captcha = (answer, action, address) -> Optional.of(why);
        AuditEvent.Outcome outcome = why.isOurs() ? AuditEvent.Outcome.FAILED : AuditEvent.Outcome.REFUSED;

        assertThat(signUp()).isEqualTo(new SignUp.Outcome.CaptchaRefused(why));
        assertLastEvent("input_validation_fail", outcome, why.reason());
        assertThat(signIn(ProviderContract.PASSWORD)).isEqualTo(new SignIn.Outcome.CaptchaRefused(why));
        assertLastEvent("authn_login_fail", outcome, why.reason());
        assertThat(portcullis.hasher.calls()).isZero();
        assertThat(portcullis.audit.events()).hasSize(2);
    }

    @Test
    void asksAboutACaptchaOnceAndForWhatItWasSolved() {
        List<CaptchaAction> asked = new ArrayList<>();
        portcullis.captcha = (answer, action, address) -> {
            assertThat(answer).isEqualTo(ANSWER);
            assertThat(address).isEqualTo(aCaller().address());
            asked.add(action);
            return Optional.empty();
        };

        assertThat(signUp()).isInstanceOf(SignUp.Outcome.Created.class);
        assertThat(signIn(ProviderContract.PASSWORD)).isInstanceOf(SignIn.Outcome.Granted.class);

        assertThat(asked).containsExactly(CaptchaAction.SIGN_UP, CaptchaAction.SIGN_IN);
    }

    @Test
    void letsEverybodyOnWithoutACaptchaInAnOutageIfTheOperatorWantsItSoAndSaysSo() {
        portcullis.captcha = (answer, action, address) -> Optional.of(CaptchaRefusal.UNAVAILABLE);
        portcullis.whenUndecided = WhenUndecided.ALLOW;

        assertThat(signUp()).isInstanceOf(SignUp.Outcome.Created.class);
        assertLastEvent("user_created", AuditEvent.Outcome.SUCCESS, "captcha_unavailable");
        assertThat(portcullis.audit.last().login()).isEqualTo(EMAIL.attempted());
        assertThat(portcullis.audit.last().account()).isNotNull();
        assertThat(signIn(ProviderContract.OTHER_PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
        assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "wrong_password");
        assertThat(signIn(ProviderContract.PASSWORD)).isInstanceOf(SignIn.Outcome.Granted.class);
        assertLastEvent("authn_login_success", AuditEvent.Outcome.SUCCESS, "captcha_unavailable");
        assertThat(portcullis.audit.last().session()).isNotNull();
        assertThat(portcullis.audit.events()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNAVAILABLE")
    void letsNobodyOnForAnyOtherReasonThanAnOutage(CaptchaRefusal why) {
        portcullis.captcha = (answer, action, address) -> Optional.of(why);
        portcullis.whenUndecided = WhenUndecided.ALLOW;

        assertThat(signUp()).isEqualTo(new SignUp.Outcome.CaptchaRefused(why));
        assertThat(signIn(ProviderContract.PASSWORD)).isEqualTo(new SignIn.Outcome.CaptchaRefused(why));
    }

    /** A provider elsewhere need not tell, so the contract does not ask for it. */
    @Test
    void tellsWhyAPasswordOfAnAccountOfOursIsRefused() {
        assertThat(List.of(
                        signUpWith(new Password("seven77")),
                        signUpWith(new Password("Password123")),
                        signUpWith(new Password("Portcullis1")),
                        signUpWith(new Password(EMAIL.value()))))
                .containsExactly(
                        new SignUp.Outcome.PasswordRefused(PasswordPolicy.Violation.TOO_SHORT),
                        new SignUp.Outcome.PasswordRefused(PasswordPolicy.Violation.TOO_COMMON),
                        new SignUp.Outcome.PasswordRefused(PasswordPolicy.Violation.CONTAINS_CONTEXT_WORD),
                        new SignUp.Outcome.PasswordRefused(PasswordPolicy.Violation.CONTAINS_CONTEXT_WORD));
    }

    @Test
    void hashesNoPasswordThatIsRefusedAndTellsAnOutageOfTheCheckFromARefusal() {
        portcullis.breached = BreachedPasswords.Finding.FOUND;
        assertThat(signUp()).isEqualTo(new SignUp.Outcome.PasswordRefused(PasswordPolicy.Violation.BREACHED));
        assertLastEvent("input_validation_fail", AuditEvent.Outcome.REFUSED, "password_refused");

        portcullis.breached = BreachedPasswords.Finding.UNKNOWN;
        assertThat(signUp()).isEqualTo(new SignUp.Outcome.PasswordRefused(PasswordPolicy.Violation.UNCHECKED));
        assertLastEvent("input_validation_fail", AuditEvent.Outcome.FAILED, "password_check_unavailable");

        assertThat(portcullis.audit.events()).hasSize(2);
        assertThat(portcullis.hasher.calls()).isZero();
    }

    @Test
    void takesAPasswordHoweverOldItIs() {
        assertThat(signUp()).isInstanceOf(SignUp.Outcome.Created.class);
        portcullis.clock.advance(Duration.ofDays(36_500));

        assertThat(signIn(ProviderContract.PASSWORD)).isInstanceOf(SignIn.Outcome.Granted.class);
    }

    @Test
    void doesTheSameWorkForAnUnknownLoginAsForAWrongPassword() {
        assertThat(signIn(ProviderContract.PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
        assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "unknown_login");
        int forUnknown = portcullis.hasher.calls();
        assertThat(signUp()).isInstanceOf(SignUp.Outcome.Created.class);
        int before = portcullis.hasher.calls();

        assertThat(signIn(ProviderContract.OTHER_PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);

        assertThat(forUnknown).isEqualTo(1);
        assertThat(portcullis.hasher.calls() - before).isEqualTo(1);
    }

    @Test
    void doesTheSameWorkForATakenAddressAsForAFreeOne() {
        SignUp.Outcome.Created created = (SignUp.Outcome.Created) signUp();
        int forFree = portcullis.hasher.calls();
        portcullis.database.run(() -> {
            var account = portcullis.accountStore.lock(created.account().id()).orElseThrow();
            portcullis.accountStore.update(new dev.portcullis.account.Account(
                    account.id(),
                    account.email(),
                    account.name(),
                    true,
                    account.groups(),
                    account.registration(),
                    account.createdAt()));
        });

        assertThat(signUp()).isInstanceOf(SignUp.Outcome.EmailTaken.class);

        assertThat(portcullis.hasher.calls() - forFree).isEqualTo(forFree);
    }

    @Test
    void hashesAPasswordAnewWhenTheParametersHaveChanged() {
        assertThat(signUp()).isInstanceOf(SignUp.Outcome.Created.class);
        portcullis.hasher.changeParameters();
        int before = portcullis.hasher.calls();

        assertThat(signIn(ProviderContract.PASSWORD)).isInstanceOf(SignIn.Outcome.Granted.class);
        assertThat(portcullis.hasher.calls() - before).isEqualTo(2);
        assertThat(signIn(ProviderContract.PASSWORD)).isInstanceOf(SignIn.Outcome.Granted.class);
        assertThat(portcullis.hasher.calls() - before).isEqualTo(3);
    }

    @Test
    void holdsNoTryAgainstACallerWhoseCodeWasNotCompared() {
        SignUp.Outcome.Created created = (SignUp.Outcome.Created) signUp();
        var unused = portcullis.sendVerificationMail.execute();
        VerificationCode code = portcullis.mailbox.last().code();
        VerifyEmail.Command command =
                new VerifyEmail.Command(new BearerToken(created.token().reveal()), code, aCaller());
        portcullis.hasher.becomeOverloaded(true);
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> portcullis.verifyEmail().execute(command)).isInstanceOf(Overloaded.class);
        }
        portcullis.hasher.becomeOverloaded(false);

        assertThat(portcullis.verifyEmail().execute(command)).isInstanceOf(VerifyEmail.Outcome.Verified.class);
    }
}
