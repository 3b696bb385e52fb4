package dev.portcullis.ratelimit;

import dev.portcullis.kernel.ClientAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether an attempt may go on now. Asked before anything that costs: captcha, hash, mail, upstream. Never says
 * yes where it cannot tell. Safe for use by many threads.
 */
public interface RateLimiter {
    /** What is attempted. Each is counted apart. */
    enum Action {
        SIGN_UP,
        SIGN_IN,
        VERIFY_EMAIL,
        REFRESH
    }

    /**
     * Counts an attempt and says whether it may go on. Called outside a unit of work.
     *
     * @param subject what is attempted on, such as an e-mail address; empty where only the address counts
     * @return empty: go on; otherwise how long to wait before the next try, above zero
     * @throws dev.portcullis.kernel.StoreUnavailable when it cannot tell
     */
    Optional<Duration> delay(Action action, ClientAddress address, String subject);

    /**
     * Counts a guess at the password of a login, as a wrong one, before it is compared: so many at once gain nothing.
     * Called outside a unit of work.
     *
     * @param login as it is compared, whether or not anyone has it
     * @throws dev.portcullis.kernel.StoreUnavailable when it cannot tell
     */
    LoginAttempt guess(ClientAddress address, String login);

    /**
     * Counts a verification code, as a wrong one, before it is compared, against the network of its caller: over many
     * accounts, too, nobody tries more than that. {@link LoginAttempt#withdraw} takes it back where it was right or nobody
     * learned whether it was. Called outside a unit of work.
     *
     * @throws dev.portcullis.kernel.StoreUnavailable when it cannot tell
     */
    LoginAttempt guessCode(ClientAddress address);

    /** Lets everything go on and counts nothing: for a service whose ingress does both. */
    static RateLimiter unlimited() {
        return new RateLimiter() {
            @Override
            public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
                return Optional.empty();
            }

            @Override
            public LoginAttempt guess(ClientAddress address, String login) {
                return LoginAttempt.uncounted();
            }

            @Override
            public LoginAttempt guessCode(ClientAddress address) {
                return LoginAttempt.uncounted();
            }
        };
    }
}
