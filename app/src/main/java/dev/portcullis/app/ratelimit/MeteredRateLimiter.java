package dev.portcullis.app.ratelimit;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimitStatus;
import dev.portcullis.ratelimit.RateLimiter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the rejections of another rate limiter as metrics. */
public final class MeteredRateLimiter implements RateLimiter {
    private final RateLimiter next;
    private final Map<Action, Counter> calls = new EnumMap<>(Action.class);
    private final Counter wrongPasswords;
    private final Counter wrongCodes;

    /** Registers all counters immediately, so that the first rejection appears as a step. */
    public MeteredRateLimiter(RateLimiter next, MeterRegistry registry) {
        this.next = next;
        for (Action action : Action.values()) {
            calls.put(action, counter(registry, action, "calls"));
        }
        wrongPasswords = counter(registry, Action.SIGN_IN, "wrong_passwords");
        wrongCodes = counter(registry, Action.VERIFY_EMAIL, "wrong_codes");
    }

    private static Counter counter(MeterRegistry registry, Action action, String limit) {
        return Counter.builder("portcullis.throttle.refused")
                .description(
                        "Rejected attempts: too many calls, too many wrong passwords for one login, or too many wrong"
                                + " codes from one network or for one login")
                .tag("action", action.name().toLowerCase(Locale.ROOT))
                .tag("limit", limit)
                .register(registry);
    }

    @Override
    public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
        Optional<Duration> delay = next.delay(action, address, subject);
        if (delay.isPresent()) {
            Objects.requireNonNull(calls.get(action)).increment();
        }
        return delay;
    }

    @Override
    public @Nullable RateLimitStatus exhausted(Action action, ClientAddress address) {
        RateLimitStatus status = next.exhausted(action, address);
        if (status != null) {
            Objects.requireNonNull(calls.get(action)).increment();
        }
        return status;
    }

    @Override
    public LoginAttempt attempt(ClientAddress address, String login) {
        return counted(next.attempt(address, login), wrongPasswords);
    }

    @Override
    public LoginAttempt attemptCode(ClientAddress address) {
        return counted(next.attemptCode(address), wrongCodes);
    }

    @Override
    public void rename(String from, String to) {
        next.rename(from, to);
    }

    @Override
    public void forget(String login) {
        next.forget(login);
    }

    @Override
    public LoginAttempt attemptReset(ClientAddress address, String login) {
        return counted(next.attemptReset(address, login), wrongCodes);
    }

    private static LoginAttempt counted(LoginAttempt attempt, Counter refused) {
        if (attempt.delay().isPresent()) {
            refused.increment();
        }
        return attempt;
    }
}
