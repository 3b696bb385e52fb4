package dev.portcullis.signingkey;

import java.time.Duration;

/**
 * The schedule of key rotation.
 *
 * @param rotationInterval how long each key signs
 * @param publishAhead how long a key is published before it signs; more than {@link #leastAhead()} and less than the
 *     rotation interval
 */
public record KeyPolicy(Duration rotationInterval, Duration publishAhead) {
    /**
     * Maximum age of a replica's copy of the keys, and so the maximum time until a revoked key is rejected everywhere.
     */
    public static final Duration MAX_CACHE_AGE = Duration.ofSeconds(30);

    /** Upper limit of the settings for token lifetimes (verification tokens; access tokens live at most an hour). */
    public static final Duration LONGEST_TOKEN = Duration.ofHours(24);

    /** Margin for clock differences and late replicas, so that no token outlives its key. */
    static final Duration LEEWAY = Duration.ofMinutes(5);

    /** How long a retired key stays listed, with its private key, before it is deleted. */
    static final Duration REMEMBERED = Duration.ofDays(30);

    public KeyPolicy {
        if (publishAhead.compareTo(leastAhead()) <= 0) {
            throw new IllegalArgumentException(
                    "a key must be published longer than clients cache keys before it signs");
        }
        if (publishAhead.compareTo(rotationInterval) >= 0) {
            throw new IllegalArgumentException(
                    "a key must be published for less than the rotation interval before it signs");
        }
    }

    /** Maximum age of a verifier's copy of the published keys: its cache lifetime plus the age of a replica's copy. */
    public static Duration leastAhead() {
        return PublicKeys.CACHE_LIFETIME.plus(MAX_CACHE_AGE);
    }

    /** How long a key is still accepted after it stopped signing. */
    Duration overlap() {
        return LONGEST_TOKEN.plus(LEEWAY);
    }
}
