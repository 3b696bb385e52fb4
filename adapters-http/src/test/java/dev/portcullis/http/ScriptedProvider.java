package dev.portcullis.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.Accounts;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.Password;
import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.http.upstream.UpstreamRequest;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimitListener;
import dev.portcullis.ratelimit.RateLimitStatus;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.session.Sessions;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.Login;
import dev.portcullis.verification.VerificationCode;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Ports that answer what a test wrote down for them, and keep what they were asked. */
@Singleton
public final class ScriptedProvider
        implements Accounts, Credentials, Sessions, RateLimiter, CaptchaVerifier, AuditWriter, UnitOfWork {
    private volatile Supplier<Object> script = () -> {
        throw new AssertionError("nothing is scripted");
    };
    private volatile @Nullable Result<?> instead;
    private volatile Optional<Duration> delay = Optional.empty();
    private volatile Optional<Duration> guessDelay = Optional.empty();
    private volatile Optional<RateLimitStatus> rateLimit = Optional.empty();
    private volatile @Nullable RateLimitStatus exhausted;
    private volatile Optional<CaptchaRefusal> captcha = Optional.empty();
    private volatile boolean captchaRequired;
    private volatile boolean auditIsAvailable = true;

    public final List<Object> asked = new CopyOnWriteArrayList<>();
    public final List<UpstreamRequest> carried = new CopyOnWriteArrayList<>();
    public final List<CallerContext> callers = new CopyOnWriteArrayList<>();
    /** The logins that the audit log was told to forget. */
    public final List<AttemptedLogin> forgotten = new CopyOnWriteArrayList<>();

    public final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    public final List<String> requestIdsInTheLog = new CopyOnWriteArrayList<>();

    private final RateLimitListener feed;

    private final UpstreamExchange exchange;
    private final OwnProvider own;
    private final Provider<UseCases> useCases;

    ScriptedProvider(RateLimitListener feed, UpstreamExchange exchange, OwnProvider own, Provider<UseCases> useCases) {
        this.feed = feed;
        this.exchange = exchange;
        this.own = own;
        this.useCases = useCases;
    }

    public void reset() {
        forgotten.clear();
        auditIsAvailable = true;
        instead = null;
        writeCounts();
        script = () -> {
            throw new AssertionError("nothing is scripted");
        };
        delay = Optional.empty();
        guessDelay = Optional.empty();
        rateLimit = Optional.empty();
        exhausted = null;
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
        useCases.get().auditor().aggregator().flush();
    }

    public void answers(Result<?> result) {
        script = () -> result;
    }

    public void refuses(Refusal.Reason reason) {
        answers(Result.refused(reason));
    }

    /** Answers when the wait is over. */
    public void answersAfter(Callable<?> wait, Result<?> result) {
        script = () -> {
            try {
                Object unused = wait.call();
                return result;
            } catch (Exception interrupted) {
                throw new IllegalStateException(interrupted);
            }
        };
    }

    /** As a provider whose upstream responds with this. */
    public void answers(Result<?> result, UpstreamResponse response) {
        script = () -> {
            exchange.relay(response);
            return result;
        };
    }

    /** Records one result, and gives the caller another. */
    public void answersInstead(Result<?> recorded, Result<?> answered) {
        answers(recorded);
        instead = answered;
    }

    public void answersNothing() {
        script = () -> null;
    }

    public void fails(Supplier<? extends RuntimeException> failure) {
        script = () -> {
            throw failure.get();
        };
    }

    public void throttles(Duration retryAfter) {
        delay = Optional.of(retryAfter);
    }

    /** As a limiter that has refused the address already. */
    public void knowsThatNoneIsLeft(RateLimitStatus status) {
        exhausted = status;
    }

    public void keepsNoEvents() {
        auditIsAvailable = false;
    }

    public void delaysGuesses(Duration retryAfter) {
        guessDelay = Optional.of(retryAfter);
    }

    public void leaves(RateLimitStatus left) {
        rateLimit = Optional.of(left);
    }

    public void requiresCaptcha() {
        captchaRequired = true;
    }

    public void refusesCaptcha(CaptchaRefusal why) {
        captcha = Optional.of(why);
    }

    @SuppressWarnings("unchecked") // The test that wrote the script knows which result is asked for.
    private <T> Result<T> play(Object... question) {
        asked.addAll(List.of(question));
        exchange.request().ifPresent(carried::add);
        requestIdsInTheLog.add(String.valueOf(MDC.get("request_id")));
        return (Result<T>) script.get();
    }

    @SuppressWarnings("unchecked")
    private <T> Decision<T> decide(Object... question) {
        Result<T> result = play(question);
        Result<?> other = instead;
        Decision<T> decision = Decision.of(() -> result);
        return other == null ? decision : decision.answering(recorded -> (Result<T>) other);
    }

    @Override
    public Decision<SignUp.SignedUp> signUp(SignUp.Registration registration) {
        return decide(registration);
    }

    @Override
    public Decision<VerifyEmail.Verified> verifyEmail(BearerToken token, VerificationCode code) {
        return decide(token, code);
    }

    @Override
    public Result<Account> describe(BearerToken token) {
        return play(token);
    }

    @Override
    public Decision<SessionTokens> exchange(Login login, Password password, RefreshToken replaced) {
        return replaced == null ? decide(login, password) : decide(login, password, replaced);
    }

    @Override
    public Decision<SessionTokens> refresh(RefreshToken token) {
        return token == null ? decide() : decide(token);
    }

    @Override
    public Decision<Void> end(RefreshToken token) {
        return token == null ? decide() : decide(token);
    }

    @Override
    public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
        rateLimit.ifPresent(feed::left);
        return delay;
    }

    @Override
    public @Nullable RateLimitStatus exhausted(Action action, ClientAddress address) {
        return exhausted;
    }

    @Override
    public LoginAttempt attempt(ClientAddress address, String login) {
        return guessDelay.map(LoginAttempt::delayed).orElseGet(LoginAttempt::uncounted);
    }

    @Override
    public void rename(String from, String to) {}

    @Override
    public void forget(String login) {}

    @Override
    public LoginAttempt attemptCode(ClientAddress address) {
        return guessDelay.map(LoginAttempt::delayed).orElseGet(LoginAttempt::uncounted);
    }

    @Override
    public LoginAttempt attemptReset(ClientAddress address, String login) {
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
    public UUID commit(AuditEvent event, CallerContext caller, @Nullable UUID attempt) {
        assertThat(attempt).as("no other service decides").isNull();
        record(event, caller);
        return UUID.randomUUID();
    }

    @Override
    public void complete(UUID attempt, AuditEvent event, CallerContext caller) {
        throw new AssertionError("no other service decides");
    }

    @Override
    public void forget(AccountId account, AttemptedLogin login) {
        forgotten.add(login);
    }

    @Override
    public void lose(AuditEvent event, CallerContext caller, Throwable cause) {
        throw new AssertionError("nothing is lost", cause);
    }

    @Override
    public <T> T call(Supplier<? extends T> work) {
        return own.portcullis().database.call(work);
    }
}
