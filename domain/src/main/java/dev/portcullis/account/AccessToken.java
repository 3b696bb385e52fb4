package dev.portcullis.account;

import java.time.Duration;

/**
 * Lets its bearer act for an account for a short time.
 *
 * @param lifetime from now
 */
public record AccessToken(String reveal, Duration lifetime) {
    @Override
    public String toString() {
        return "AccessToken[redacted]";
    }
}
