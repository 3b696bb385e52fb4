package dev.portcullis.outbound;

import java.time.Duration;

/**
 * The limits of calls to one service.
 *
 * @param connectTimeout for one attempt to open a connection, including TLS
 * @param deadline for one call until the last byte of its response, including attempts to connect
 * @param largestHead of a response, in bytes
 * @param largestBody of a response, in bytes
 * @param concurrency maximum number of concurrent calls; each holds a thread
 * @param breakerCalls the circuit breaker opens when half of the last so many calls failed
 * @param breakerDelay after which an open breaker lets one call through to test the service
 */
public record CallLimits(
        Duration connectTimeout,
        Duration deadline,
        int largestHead,
        int largestBody,
        int concurrency,
        int breakerCalls,
        Duration breakerDelay) {

    public static final Duration BREAKER_DELAY = Duration.ofSeconds(10);

    /** The default of Vert.x. */
    private static final int USUAL_HEAD = 8 * 1024;

    private static final int BREAKER_CALLS = 10;

    /** More than a process has worker threads, and so no limit in practice. */
    private static final int UNLIMITED = 10_000;

    /** The limits for a service that answers small questions; callers are limited by the worker threads alone. */
    public static CallLimits of(Duration deadline, int largestBody, Duration breakerDelay) {
        return new CallLimits(deadline, deadline, USUAL_HEAD, largestBody, UNLIMITED, BREAKER_CALLS, breakerDelay);
    }
}
