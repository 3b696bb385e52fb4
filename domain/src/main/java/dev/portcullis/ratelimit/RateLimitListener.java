package dev.portcullis.ratelimit;

/** Receives the rate limit status after each attempt, for response headers. Called in the thread of the attempt. */
@FunctionalInterface
public interface RateLimitListener {
    void left(RateLimitStatus status);
}
