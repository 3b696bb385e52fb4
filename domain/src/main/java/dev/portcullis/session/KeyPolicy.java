package dev.portcullis.session;

import java.time.Duration;

/**
 * When signing keys take turns.
 *
 * @param rotationInterval how long each signs
 * @param publishAhead how long before that it is published
 */
public record KeyPolicy(Duration rotationInterval, Duration publishAhead) {
    /** What a replica knows of the keys is never older when it is used. A key that is revoked lives so long at most. */
    public static final Duration STALEST = Duration.ofSeconds(30);

    /** No setting makes a token live longer (verification tokens; access tokens live an hour at most). */
    public static final Duration LONGEST_TOKEN = Duration.ofHours(24);

    /** What clocks may differ by, and replicas come late, before a token outlives its key. */
    static final Duration LEEWAY = Duration.ofMinutes(5);

    /** How long a key that is gone is still listed, with its private part, before it is removed. */
    static final Duration REMEMBERED = Duration.ofDays(30);

    public KeyPolicy {
        if (publishAhead.compareTo(leastAhead()) <= 0) {
            throw new IllegalArgumentException("everyone knows a key before it signs");
        }
        if (publishAhead.compareTo(rotationInterval) >= 0) {
            throw new IllegalArgumentException("there is one next key at a time");
        }
    }

    /** A copy of the published keys may be so old: as its cache keeps it, of a replica that knows no better. */
    public static Duration leastAhead() {
        return PublicKeys.CACHE_LIFETIME.plus(STALEST);
    }

    /** How long a key that signs no more is still believed. */
    Duration overlap() {
        return LONGEST_TOKEN.plus(LEEWAY);
    }
}
