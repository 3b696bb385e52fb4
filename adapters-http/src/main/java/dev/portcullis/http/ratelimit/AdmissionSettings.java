package dev.portcullis.http.ratelimit;

import java.time.Duration;

/**
 * How many requests that hash may be in progress.
 *
 * @param hashing the maximum, of those that hash and those that wait
 * @param retryAfter when a client that was rejected may retry
 */
public record AdmissionSettings(int hashing, Duration retryAfter) {}
