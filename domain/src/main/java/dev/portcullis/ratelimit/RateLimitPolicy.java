package dev.portcullis.ratelimit;

import java.util.Map;

/**
 * Rate limits per action. Immutable.
 *
 * @param perAddress of a caller, for every action
 * @param signUpsPerEmail with one e-mail address, from wherever they come: each may send a mail to somebody who never
 *     asked for one
 * @param wrongCodes of one network, over all accounts: each account bounds only the codes that are tried on it
 */
public record RateLimitPolicy(Map<RateLimiter.Action, Rate> perAddress, Rate signUpsPerEmail, Rate wrongCodes) {
    public RateLimitPolicy {
        if (perAddress.size() != RateLimiter.Action.values().length) {
            throw new IllegalArgumentException("every action has a rate");
        }
        perAddress = Map.copyOf(perAddress);
    }

    Rate of(RateLimiter.Action action) {
        Rate rate = perAddress.get(action);
        if (rate == null) {
            throw new IllegalStateException("every action has a rate");
        }
        return rate;
    }
}
