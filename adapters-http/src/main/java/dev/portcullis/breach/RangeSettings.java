package dev.portcullis.breach;

import java.net.URI;
import java.time.Duration;

/**
 * Whom to ask about leaked passwords, and how.
 *
 * @param base what the prefix is put behind; {@code http} or {@code https}, without query; a last slash is added
 * @param deadline for the whole answer
 * @param leastCount in how many leaks a password has to have been to count
 */
public record RangeSettings(URI base, Duration deadline, int leastCount) {
    public RangeSettings {
        boolean spokenTo = "https".equalsIgnoreCase(base.getScheme()) || "http".equalsIgnoreCase(base.getScheme());
        if (!spokenTo || base.getHost() == null || base.getQuery() != null || base.getFragment() != null) {
            throw new IllegalArgumentException("not the address of a service");
        }
        if (!base.getPath().endsWith("/")) {
            base = URI.create(base + "/");
        }
        if (deadline.toMillis() < 1 || leastCount < 1) {
            throw new IllegalArgumentException("a deadline and a count are positive");
        }
    }
}
