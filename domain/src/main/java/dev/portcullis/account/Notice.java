package dev.portcullis.account;

import java.time.Duration;

/** What an account's holder is told of by mail without having asked (ASVS 5.0, 6.3.5 and 6.3.7). */
public enum Notice {
    PASSWORD_CHANGED(Duration.ZERO),
    /** Many wrong passwords came before the right one, which came from a network where it had not been used. */
    SUSPICIOUS_SIGN_IN(Duration.ZERO),
    /** Somebody tried to sign up with the address, and was not told that it is taken. */
    SIGN_UP_ATTEMPTED(Duration.ofDays(1));

    private final Duration quiet;

    Notice(Duration quiet) {
        this.quiet = quiet;
    }

    /** How long after one was ordered no other of its kind is: what a stranger can bring about must not fill a mailbox. */
    public Duration quiet() {
        return quiet;
    }
}
