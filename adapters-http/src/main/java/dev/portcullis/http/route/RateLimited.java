package dev.portcullis.http.route;

import dev.portcullis.ratelimit.RateLimiter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rate limit that the use case of a resource method checks, so that calls beyond it are rejected before they occupy a
 * worker thread. Also adds {@code rate_limited} to the problems of the method in the OpenAPI document.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RateLimited {
    RateLimiter.Action value();

    /** Whether the use case hashes a password or a code, so that it needs a place in the hashing queue. */
    boolean hashes() default true;
}
