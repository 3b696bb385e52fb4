package dev.portcullis.http;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerificationCode;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.AttemptId;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.WhenUnavailable;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.ClientAddress;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimitListener;
import dev.portcullis.ratelimit.RateLimitStatus;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.Credentials;
import dev.portcullis.session.Login;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.Sessions;
import dev.portcullis.session.SignIn;
import dev.portcullis.session.SignOut;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/** Ports that answer what a test wrote down for them, and keep what they were asked. */
@Singleton
public final class ScriptedProvider
        implements Accounts, Credentials, Sessions, RateLimiter, CaptchaVerifier, AuditWriter, UnitOfWork {
    private volatile Supplier<Object> script = () -> {
        throw new AssertionError("nothing is scripted");
    };
    private volatile Optional<Duration> delay = Optional.empty();
    private volatile Optional<Duration> guessDelay = Optional.empty();
    private volatile Optional<RateLimitStatus> allowance = Optional.empty();
    private volatile Optional<CaptchaRefusal> captcha = Optional.empty();
    private volatile boolean captchaRequired;
    private volatile boolean auditIsAvailable = true;

    public final List<Object> asked = new CopyOnWriteArrayList<>();
    public final List<Belongings> carried = new CopyOnWriteArrayList<>();
    public final List<CallerContext> callers = new CopyOnWriteArrayList<>();
    public final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    public final List<String> requestIdsInTheLog = new CopyOnWriteArrayList<>();
    final Attempts attempts = new Attempts(this, this, WhenUnavailable.REFUSE);

    private final RateLimitListener feed;

    ScriptedProvider(RateLimitListener feed) {
        this.feed = feed;
    }

    public void reset() {
        auditIsAvailable = true;
        writeCounts();
        script = () -> {
            throw new AssertionError("nothing is scripted");
        };
        delay = Optional.empty();
        guessDelay = Optional.empty();
        allowance = Optional.empty();
        captcha = Optional.empty();
        captchaRequired = false;
        asked.clear();
        carried.clear();
        callers.clear();
        events.clear();
        requestIdsInTheLog.clear();
    }

    /** As the service does from time to time. */
    public void writeCounts() {
        attempts.aggregator().flush();
    }

    public void answers(Object outcome) {
        script = () -> outcome;
    }

    public void fails(Supplier<? extends RuntimeException> failure) {
        script = () -> {
            throw failure.get();
        };
    }

    public void throttles(Duration retryAfter) {
        delay = Optional.of(retryAfter);
    }

    public void keepsNoEvents() {
        auditIsAvailable = false;
    }

    public void delaysGuesses(Duration retryAfter) {
        guessDelay = Optional.of(retryAfter);
    }

    public void leaves(RateLimitStatus left) {
        allowance = Optional.of(left);
    }

    public void requiresCaptcha() {
        captchaRequired = true;
    }

    public void refusesCaptcha(CaptchaRefusal why) {
        captcha = Optional.of(why);
    }

    @SuppressWarnings("unchecked") // The test that wrote the script knows which outcome is asked for.
    private <O> O play(Recorder<O> recorder, Object... question) {
        asked.addAll(List.of(question));
        requestIdsInTheLog.add(String.valueOf(MDC.get("request_id")));
        O outcome = (O) script.get();
        recorder.record(outcome);
        return outcome;
    }

    @Override
    public SignUp.Outcome signUp(
            SignUp.Registration registration, Belongings belongings, Recorder<SignUp.Outcome> recorder) {
        carried.add(belongings);
        return play(recorder, registration);
    }

    @Override
    public VerifyEmail.Outcome verifyEmail(
            BearerToken token, VerificationCode code, Belongings belongings, Recorder<VerifyEmail.Outcome> recorder) {
        carried.add(belongings);
        return play(recorder, token, code);
    }

    @Override
    public DescribeAccount.Outcome describe(BearerToken token, Belongings belongings) {
        carried.add(belongings);
        return play(outcome -> {}, token);
    }

    @Override
    public SignIn.Outcome exchange(
            Login login,
            Password password,
            RefreshToken replaced,
            Belongings belongings,
            Recorder<SignIn.Outcome> recorder) {
        carried.add(belongings);
        return replaced == null ? play(recorder, login, password) : play(recorder, login, password, replaced);
    }

    @Override
    public RefreshSession.Outcome refresh(
            RefreshToken token, Belongings belongings, Recorder<RefreshSession.Outcome> recorder) {
        carried.add(belongings);
        return token == null ? play(recorder) : play(recorder, token);
    }

    @Override
    public SignOut.Outcome end(RefreshToken token, Belongings belongings, Recorder<SignOut.Outcome> recorder) {
        carried.add(belongings);
        return token == null ? play(recorder) : play(recorder, token);
    }

    @Override
    public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
        allowance.ifPresent(feed::left);
        return delay;
    }

    @Override
    public LoginAttempt guess(ClientAddress address, String login) {
        return guessDelay.map(LoginAttempt::delayed).orElseGet(LoginAttempt::uncounted);
    }

    @Override
    public LoginAttempt guessCode(ClientAddress address) {
        return guessDelay.map(LoginAttempt::delayed).orElseGet(LoginAttempt::uncounted);
    }

    @Override
    public boolean requiresAnswer() {
        return captchaRequired;
    }

    @Override
    public Optional<CaptchaRefusal> refusalOf(CaptchaAnswer answer, CaptchaAction action, ClientAddress address) {
        asked.add(answer);
        return captcha;
    }

    @Override
    public void record(AuditEvent event, CallerContext caller) {
        if (!auditIsAvailable) {
            throw new AuditUnavailable(new IllegalStateException("the audit log cannot be written"));
        }
        callers.add(caller);
        events.add(event);
    }

    @Override
    public AttemptId announce(AuditEvent.Attempted attempt, CallerContext caller) {
        throw new AssertionError("nothing is decided elsewhere");
    }

    @Override
    public void complete(AttemptId attempt, AuditEvent event, CallerContext caller) {
        throw new AssertionError("nothing is decided elsewhere");
    }

    @Override
    public void lose(AuditEvent event, CallerContext caller, Throwable cause) {
        throw new AssertionError("nothing is lost", cause);
    }

    @Override
    public <T> T call(Supplier<? extends T> work) {
        return work.get();
    }
}
