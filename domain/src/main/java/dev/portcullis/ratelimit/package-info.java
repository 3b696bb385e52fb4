/**
 * Limits to guessing and to flooding. What use cases ask is {@link dev.portcullis.ratelimit.RateLimiter};
 * {@link dev.portcullis.ratelimit.SharedRateLimiter} answers over two ports, {@link dev.portcullis.ratelimit.TokenBuckets} for
 * how often an address may call and {@link dev.portcullis.ratelimit.FailedLoginStore} for wrong passwords, and tells
 * {@link dev.portcullis.ratelimit.RateLimitListener} what is left.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.ratelimit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
