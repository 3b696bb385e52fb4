package dev.portcullis.http.ratelimit;

import java.time.Duration;

/**
 * How many requests that occupy much may be in progress.
 *
 * @param hashing the maximum, of those that hash and those that wait
 * @param downloads the maximum number of downloads per route
 * @param downloadsPerNetwork the maximum number of these from one network
 * @param retryAfter when a client that was rejected may retry
 */
public record AdmissionSettings(int hashing, int downloads, int downloadsPerNetwork, Duration retryAfter) {}
