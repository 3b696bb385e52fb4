package dev.portcullis.breach;

import dev.portcullis.outbound.ServiceUrl;
import java.net.URI;
import java.time.Duration;

/**
 * Settings of the breach check.
 *
 * @param base URL to which the prefix is appended; a trailing slash is added
 * @param deadline for the whole response
 * @param leastCount the number of leaks from which a password counts as leaked
 */
public record RangeSettings(URI base, Duration deadline, int leastCount) {
    public RangeSettings {
        base = ServiceUrl.base(base);
        if (!base.getPath().endsWith("/")) {
            base = URI.create(base + "/");
        }
        if (deadline.toMillis() < 1 || leastCount < 1) {
            throw new IllegalArgumentException("a deadline and a count are positive");
        }
    }
}
