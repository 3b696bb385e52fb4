package dev.portcullis.ratelimit;

import java.util.UUID;

/**
 * Turns addresses and logins into keys that only this service can compute, so that the store does not reveal them. The
 * same text has the same key until the encryption key changes. Safe for use by many threads.
 */
@FunctionalInterface
public interface ThrottleKeys {
    UUID of(String text);
}
