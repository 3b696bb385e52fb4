package dev.portcullis.ratelimit;

import dev.portcullis.caller.ClientAddress;
import java.time.Duration;
import java.util.Optional;

/** Rate limits that a test does not expect to be asked; it overrides those that it does. */
public class UnexpectedRateLimits implements RateLimiter {
    @Override
    public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
        throw new AssertionError("no call is limited");
    }

    @Override
    public LoginAttempt attempt(ClientAddress address, String login) {
        throw new AssertionError("no password is compared");
    }

    @Override
    public LoginAttempt attemptCode(ClientAddress address) {
        throw new AssertionError("no code is compared");
    }

    @Override
    public LoginAttempt attemptReset(ClientAddress address, String login) {
        throw new AssertionError("no password is reset");
    }

    @Override
    public void rename(String from, String to) {
        throw new AssertionError("no address changes");
    }

    @Override
    public void forget(String login) {
        throw new AssertionError("no account is deleted");
    }
}
