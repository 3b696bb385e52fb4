package dev.portcullis.http.ratelimit;

import dev.portcullis.ratelimit.RateLimitListener;
import dev.portcullis.ratelimit.RateLimitStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * Adds the rate limit of the caller's address to the response, as the fields {@code RateLimit-Policy} and {@code
 * RateLimit} of draft-ietf-httpapi-ratelimit-headers-11.
 */
@Singleton
final class RateLimitHeaders implements RateLimitListener {
    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    @Override
    public void left(RateLimitStatus status) {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (request != null) {
            request.serverResponse().setResponseHeader(POLICY, policy(status));
            request.serverResponse().setResponseHeader(LIMIT, limit(status));
        }
    }

    /** The quota is the capacity of the bucket; the window, the time in which an empty bucket refills. */
    static String policy(RateLimitStatus status) {
        return name(status) + ";q=" + status.rate().burst() + ";w="
                + seconds(status.rate().window());
    }

    /** The remaining calls, and the seconds until one more is allowed. */
    static String limit(RateLimitStatus status) {
        return name(status) + ";r=" + status.remaining() + ";t=" + seconds(status.untilMore());
    }

    private static String name(RateLimitStatus status) {
        return '"' + status.action().name().toLowerCase(Locale.ROOT).replace('_', '-') + '"';
    }

    /** Rounded up, at least 1: the fields contain whole seconds. */
    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }
}
