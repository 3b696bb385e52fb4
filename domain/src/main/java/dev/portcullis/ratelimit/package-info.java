/**
 * Rate limits and failed logins. Use cases call {@link RateLimiter}; {@link SharedRateLimiter}
 * implements it over two stores.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.ratelimit;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
