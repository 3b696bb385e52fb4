package dev.portcullis.account;

import java.time.Duration;

/**
 * An access token: its bearer may act for an account for a short time.
 *
 * @param lifetime the time until it expires
 */
public record AccessToken(String reveal, Duration lifetime) {
    @Override
    public String toString() {
        return "AccessToken[redacted]";
    }
}
