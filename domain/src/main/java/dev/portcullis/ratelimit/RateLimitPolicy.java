package dev.portcullis.ratelimit;

import java.util.Map;
import java.util.Objects;

/**
 * Rate limits per action. Immutable.
 *
 * @param perAddress limits per client address, for every action
 * @param signUpsPerEmail sign-ups with one e-mail address, from all client addresses; each may send an unwanted mail
 * @param wrongCodes wrong codes from one network, for all accounts together; each account limits only its own
 */
public record RateLimitPolicy(Map<RateLimiter.Action, Rate> perAddress, Rate signUpsPerEmail, Rate wrongCodes) {
    public RateLimitPolicy {
        if (perAddress.size() != RateLimiter.Action.values().length) {
            throw new IllegalArgumentException("every action has a rate");
        }
        perAddress = Map.copyOf(perAddress);
    }

    Rate of(RateLimiter.Action action) {
        return Objects.requireNonNull(perAddress.get(action));
    }
}
