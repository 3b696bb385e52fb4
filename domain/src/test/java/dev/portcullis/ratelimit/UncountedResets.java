package dev.portcullis.ratelimit;

import dev.portcullis.caller.ClientAddress;

/** Counts no resets, for tests without limits. */
public final class UncountedResets extends UnexpectedRateLimits {
    @Override
    public LoginAttempt attemptReset(ClientAddress address, String login) {
        return LoginAttempt.uncounted();
    }

    @Override
    public void rename(String from, String to) {}

    @Override
    public void forget(String login) {}
}
