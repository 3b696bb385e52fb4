/**
 * Rate limits and failed logins. Use cases call {@link dev.portcullis.ratelimit.RateLimiter}.
 * {@link dev.portcullis.ratelimit.SharedRateLimiter} implements it over two ports,
 * {@link dev.portcullis.ratelimit.TokenBuckets} for the number of calls and
 * {@link dev.portcullis.ratelimit.FailedLoginStore} for wrong passwords, and reports the remaining calls to
 * {@link dev.portcullis.ratelimit.RateLimitListener}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.ratelimit;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
