package dev.portcullis.signin;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.RequestId;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.InMemoryFailedLoginStore;
import dev.portcullis.ratelimit.InMemoryTokenBuckets;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.ratelimit.SharedRateLimiter;
import dev.portcullis.session.SessionTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** Sign-ins to one account, with a limit of wrong passwords. */
abstract class LimitedSignIns {
    static final EmailAddress EMAIL = new EmailAddress("ada@example.com");
    static final Password RIGHT = ProviderContract.PASSWORD;
    static final Password WRONG = ProviderContract.OTHER_PASSWORD;
    static final ClientAddress HOME = new ClientAddress("192.0.2.7");
    static final ClientAddress AWAY = new ClientAddress("203.0.113.66");

    final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    final InMemoryFailedLoginStore failures = new InMemoryFailedLoginStore(portcullis.database, portcullis.clock);

    @BeforeEach
    void signUpAndThrottle() {
        assertThat(reasonOf(signUp())).isEmpty();
        RateLimitPolicy policy = new RateLimitPolicy(
                Arrays.stream(RateLimiter.Action.values())
                        .collect(Collectors.toMap(Function.identity(), action -> Rate.perMinute(100_000))),
                Rate.perHour(100_000),
                Rate.perHour(100_000));
        portcullis.throttle = new SharedRateLimiter(
                policy,
                new InMemoryTokenBuckets(portcullis.database, portcullis.clock),
                failures,
                portcullis.database,
                text -> UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)),
                status -> {},
                portcullis.clock);
    }

    Result<SignUp.SignedUp> signUp() {
        return portcullis
                .useCases
                .signUp()
                .execute(new SignUp.Command(
                        ProviderContract.aRegistration(EMAIL), new CaptchaAnswer("answer"), callerAt(HOME)));
    }

    static CallerContext callerAt(ClientAddress address) {
        return new CallerContext(address, "test/1", new RequestId("request-1"), null, Locale.ENGLISH);
    }

    Result<SessionTokens> signIn(Password password, ClientAddress from) {
        return portcullis
                .useCases
                .signIn()
                .execute(new SignIn.Command(
                        new Login(EMAIL.value()), password, new CaptchaAnswer("answer"), null, callerAt(from)));
    }

    /** Guesses as fast as it is let. */
    void guessWrong(int times, ClientAddress from) {
        for (int i = 0; i < times; i++) {
            Result<SessionTokens> result = signIn(WRONG, from);
            if (result.isRefusedWith(Reason.LOGIN_DELAYED) || result.isRefusedWith(Reason.LOGIN_LOCKED)) {
                portcullis.clock.advance(result.refusal().retryAfter());
                result = signIn(WRONG, from);
            }
            assertThat(reasonOf(result)).contains(Reason.WRONG_PASSWORD);
        }
    }

    Duration delayed(Password password, ClientAddress from) {
        return delay(Reason.LOGIN_DELAYED, signIn(password, from));
    }

    Duration locked(Password password, ClientAddress from) {
        return delay(Reason.LOGIN_LOCKED, signIn(password, from));
    }

    static Duration delay(Reason reason, Result<SessionTokens> result) {
        assertThat(reasonOf(result)).contains(reason);
        return result.refusal().retryAfter();
    }
}
