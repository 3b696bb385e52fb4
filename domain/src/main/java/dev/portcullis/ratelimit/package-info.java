/**
 * Rate limits and failed logins. Use cases call {@link RateLimiter}; {@link SharedRateLimiter}
 * implements it over two stores.
 */
package dev.portcullis.ratelimit;
