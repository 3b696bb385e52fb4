package dev.portcullis.ratelimit;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.kernel.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an attempt may continue, before any expensive step (captcha, hash, mail, upstream). Throws {@link
 * dev.portcullis.kernel.StoreUnavailable} rather than allowing an attempt that it cannot decide. Called outside a unit of
 * work unless a method says otherwise. Safe for use by many threads.
 */
public interface RateLimiter {
    /** The limited actions, each with its own counts. */
    enum Action {
        SIGN_UP,
        SIGN_IN,
        VERIFY_EMAIL,
        REFRESH
    }

    /**
     * Counts an attempt and decides whether it may continue.
     *
     * @param subject the target of the attempt, such as an e-mail address; empty if only the address counts
     * @return empty if it may continue; otherwise the wait before the next attempt, above zero
     */
    Optional<Duration> delay(Action action, ClientAddress address, String subject);

    /**
     * The status of an address that is known here to have no attempts left: {@link #delay} would refuse the attempt too.
     * Counts nothing and asks no store, so event loops may call it.
     *
     * @return null if this is not known; then only {@link #delay} can decide
     */
    default @Nullable RateLimitStatus exhausted(Action action, ClientAddress address) {
        return null;
    }

    /** As {@link #delay}, as a refusal; null if the attempt may continue. */
    default @Nullable Refusal refusal(Action action, ClientAddress address, String subject) {
        return delay(action, address, subject)
                .map(delay -> Refusal.retryAfter(Refusal.Reason.TOO_MANY_ATTEMPTS, delay))
                .orElse(null);
    }

    /**
     * Counts an attempt with a password as failed before the password is compared, so concurrent attempts gain nothing.
     *
     * @param login as it is compared, whether or not it exists
     */
    LoginAttempt attempt(ClientAddress address, String login);

    /**
     * Counts an attempt with a verification code as failed before the code is compared. The limit is per network of the
     * caller, for all accounts together. {@link LoginAttempt#cancel} cancels it if the code was right or was not
     * compared.
     */
    LoginAttempt attemptCode(ClientAddress address);

    /** As {@link #attemptCode}, within the limit of calls with a code. */
    default LoginAttempt limitedCode(ClientAddress address) {
        return limited(address, () -> attemptCode(address));
    }

    /**
     * Moves the failed attempts of a login to another one, in place of its own: its account has a new address. Known
     * networks are forgotten. Called in the unit of work of the change, or outside of any.
     */
    void rename(String from, String to);

    /**
     * Deletes the failed attempts and the known networks of a login, whose account is deleted. Called in the unit of work
     * of the deletion.
     */
    void forget(String login);

    /**
     * Counts an attempt to reset a password with a mailed code as failed before the code is compared: per network of the
     * caller as {@link #attemptCode}, and per login, but apart from its wrong passwords, so guesses at a password do not
     * delay a reset. On a network where the login is known, it counts like a wrong password from there instead, so
     * strangers do not delay the owner. A success deletes the failures of both kinds. {@link LoginAttempt#cancel} cancels
     * it if the code was right or was not compared.
     *
     * @param login as it is compared, whether or not it exists
     */
    LoginAttempt attemptReset(ClientAddress address, String login);

    /** As {@link #attemptReset}, within the limit of calls with a code. */
    default LoginAttempt limitedReset(ClientAddress address, String login) {
        return limited(address, () -> attemptReset(address, login));
    }

    private LoginAttempt limited(ClientAddress address, Supplier<LoginAttempt> attempt) {
        return delay(Action.VERIFY_EMAIL, address, "")
                .map(LoginAttempt::delayed)
                .orElseGet(attempt);
    }

    /**
     * Allows everything and counts nothing, for services whose ingress limits rates.
     *
     * @param resets counts resets nevertheless: an ingress does not know which codes are wrong
     */
    static RateLimiter unlimited(RateLimiter resets) {
        return new RateLimiter() {
            @Override
            public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
                return Optional.empty();
            }

            @Override
            public LoginAttempt attempt(ClientAddress address, String login) {
                return LoginAttempt.uncounted();
            }

            @Override
            public LoginAttempt attemptCode(ClientAddress address) {
                return LoginAttempt.uncounted();
            }

            @Override
            public void rename(String from, String to) {
                resets.rename(from, to);
            }

            @Override
            public void forget(String login) {
                resets.forget(login);
            }

            @Override
            public LoginAttempt attemptReset(ClientAddress address, String login) {
                return resets.attemptReset(address, login);
            }
        };
    }
}
