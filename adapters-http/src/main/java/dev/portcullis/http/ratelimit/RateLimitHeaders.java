package dev.portcullis.http.ratelimit;

import dev.portcullis.ratelimit.RateLimitListener;
import dev.portcullis.ratelimit.RateLimitStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * Tells callers what their address may still do, in the answer to the request that was counted: the fields
 * {@code RateLimit-Policy} and {@code RateLimit} of draft-ietf-httpapi-ratelimit-headers-11.
 */
@Singleton
final class RateLimitHeaders implements RateLimitListener {
    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    @Override
    public void left(RateLimitStatus allowance) {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (request != null) {
            request.serverResponse().setResponseHeader(POLICY, policy(allowance));
            request.serverResponse().setResponseHeader(LIMIT, limit(allowance));
        }
    }

    /** The quota is what a full bucket holds; the window, the time in which an empty one gets full. */
    static String policy(RateLimitStatus allowance) {
        return name(allowance) + ";q=" + allowance.rate().burst() + ";w="
                + seconds(allowance.rate().window());
    }

    /** No more than these in so many seconds: then there is one more. */
    static String limit(RateLimitStatus allowance) {
        return name(allowance) + ";r=" + allowance.remaining() + ";t=" + seconds(allowance.untilMore());
    }

    private static String name(RateLimitStatus allowance) {
        return '"' + allowance.action().name().toLowerCase(Locale.ROOT).replace('_', '-') + '"';
    }

    /** Whole ones, and never too few: the fields know no others. */
    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }
}
