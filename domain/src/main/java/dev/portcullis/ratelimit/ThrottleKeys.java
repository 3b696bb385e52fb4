package dev.portcullis.ratelimit;

import java.util.UUID;

/**
 * Names what is counted by names that only we can give, so that the store tells nobody who called or whose login it was:
 * the same for the same text as long as the key stays. Safe for use by many threads.
 */
@FunctionalInterface
public interface ThrottleKeys {
    UUID of(String text);
}
