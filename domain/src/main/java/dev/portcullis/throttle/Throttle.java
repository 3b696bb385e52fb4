package dev.portcullis.throttle;

import dev.portcullis.kernel.ClientAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether an attempt may go on now. Asked before anything that costs: captcha, hash, mail, upstream. Each
 * question counts as an attempt. Safe for use by many threads.
 */
@FunctionalInterface
public interface Throttle {
    /** What is attempted. Each is counted apart. */
    enum Action {
        SIGN_UP,
        SIGN_IN,
        VERIFY_EMAIL,
        REFRESH
    }

    /**
     * Counts an attempt and says whether it may go on.
     *
     * @param subject what is attempted on, such as a login; empty where only the address counts
     * @return empty: go on; otherwise how long to wait before the next try
     */
    Optional<Duration> delay(Action action, ClientAddress address, String subject);

    /** Lets everything go on: for a service whose ingress does the counting. */
    static Throttle unlimited() {
        return (action, address, subject) -> Optional.empty();
    }
}
