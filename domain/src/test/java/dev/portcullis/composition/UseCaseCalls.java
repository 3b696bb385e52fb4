package dev.portcullis.composition;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.UnexpectedRateLimits;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.session.SignOut;
import dev.portcullis.signin.Login;
import dev.portcullis.signin.SignIn;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationToken;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of one person, and the events that they leave: for tests of use cases over the in-memory provider. */
public final class UseCaseCalls {
    public static final EmailAddress EMAIL = new EmailAddress("ada@example.com");
    public static final CaptchaAnswer ANSWER = new CaptchaAnswer("answer");
    public static final Duration DELAY = Duration.ofSeconds(7);

    public final InMemoryPortcullis portcullis = new InMemoryPortcullis();

    public Result<SignUp.SignedUp> signUp() {
        return signUp(ProviderContract.PASSWORD);
    }

    public Result<SignUp.SignedUp> signUp(Password password) {
        return portcullis
                .useCases
                .signUp()
                .execute(new SignUp.Command(ProviderContract.aRegistration(EMAIL, password), ANSWER, aCaller()));
    }

    public Result<VerifyEmail.Verified> verify(VerificationToken token, VerificationCode code) {
        return portcullis
                .useCases
                .verifyEmail()
                .execute(new VerifyEmail.Command(new BearerToken(token.reveal()), code, aCaller()));
    }

    /** The code in the next mail. */
    public VerificationCode mailedCode() {
        var unused = portcullis.deliverMail();
        return portcullis.mailbox.last().code();
    }

    public Result<SessionTokens> signIn() {
        return signIn(ProviderContract.PASSWORD);
    }

    public Result<SessionTokens> signIn(Password password) {
        return portcullis
                .useCases
                .signIn()
                .execute(new SignIn.Command(new Login(EMAIL.value()), password, ANSWER, null, aCaller()));
    }

    public Result<SessionTokens> refresh(@Nullable RefreshToken token) {
        return portcullis.useCases.refreshSession().execute(new RefreshSession.Command(token, aCaller()));
    }

    public Result<Void> signOut(@Nullable RefreshToken token) {
        return portcullis.useCases.signOut().execute(new SignOut.Command(token, aCaller()));
    }

    /** Marks the address of an account as verified. */
    public void verifyAddressOf(Account account) {
        portcullis.database.run(() -> {
            Account found = portcullis.accountStore.lock(account.id()).orElseThrow();
            portcullis.accountStore.update(new Account(
                    found.id(),
                    found.email(),
                    found.name(),
                    true,
                    found.groups(),
                    found.registration(),
                    found.createdAt(),
                    false));
        });
    }

    public void assertLastEvent(String type, AuditEvent.Outcome outcome, String reason) {
        AuditEvent event = portcullis.audit.last();
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.outcome()).isEqualTo(outcome);
        assertThat(event.reason()).isEqualTo(reason);
    }

    /** Asserts that the rate limit refused a call before anything that costs. */
    public void assertTurnedAway(Result<?> result, AuditAction action) {
        assertThat(result).isEqualTo(Result.refused(Refusal.retryAfter(Refusal.Reason.TOO_MANY_ATTEMPTS, DELAY)));
        assertLastEvent("excess_rate_limit_exceeded", AuditEvent.Outcome.REFUSED, "too_many_attempts");
        assertThat(portcullis.audit.last().action()).isEqualTo(action);
        assertThat(portcullis.hasher.calls()).isZero();
    }

    /** From now on the rate limit of addresses refuses every call, and nothing else may be asked. */
    public void exceedRateLimit() {
        portcullis.throttle = new UnexpectedRateLimits() {
            @Override
            public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
                return Optional.of(DELAY);
            }
        };
        portcullis.captcha = (answer, action, address) -> {
            throw new AssertionError("the rate limit comes first");
        };
    }

    /** From now on every captcha answer is refused. */
    public void refuseCaptcha(CaptchaRefusal why) {
        portcullis.captcha = (answer, action, address) -> Optional.of(why);
    }

    /** The reason that the audit log has for a captcha refusal. */
    public static String auditReason(CaptchaRefusal why) {
        return "captcha_" + why.name().toLowerCase(Locale.ROOT);
    }

    public static AuditEvent.Outcome auditOutcome(CaptchaRefusal why) {
        return why.toRefusal().details().isEmpty() ? AuditEvent.Outcome.FAILED : AuditEvent.Outcome.REFUSED;
    }
}
