package dev.portcullis.http.security;

import java.time.Duration;

/**
 * How long callers may keep a connection waiting, and how many connections they may have.
 *
 * @param arrival for a whole request, from its first byte to the last of its body; and for the first one of a
 *     connection, from when that was opened
 * @param uptake for each piece of an answer, until the caller has taken it off the network
 * @param perAddress how many connections one client address may have open at a time
 */
public record ConnectionSettings(Duration arrival, Duration uptake, int perAddress) {
    public ConnectionSettings {
        if (arrival.isNegative() || arrival.isZero() || uptake.isNegative() || uptake.isZero()) {
            throw new IllegalArgumentException("no time to arrive, or to be taken");
        }
        if (perAddress < 1) {
            throw new IllegalArgumentException("no connection for anyone");
        }
    }
}
