package dev.portcullis.app.wiring;

import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacPseudonyms;
import dev.portcullis.app.ratelimit.MeteredRateLimiter;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.ratelimit.FailedLoginStore;
import dev.portcullis.ratelimit.RateLimitListener;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.ratelimit.SharedRateLimiter;
import dev.portcullis.ratelimit.TokenBuckets;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Rate limits, and delays after failed sign-ins. */
@Dependent
final class RateLimitWiring {
    /** Typed by its class, because the rate limiter of the use cases depends on a setting. */
    @Produces
    @Singleton
    @Typed(SharedRateLimiter.class)
    SharedRateLimiter sharedRateLimiter(
            RateLimitPolicy policy,
            TokenBuckets buckets,
            FailedLoginStore failures,
            UnitOfWork work,
            EncryptionKeys keys,
            RateLimitListener listener,
            Clock clock) {
        return new SharedRateLimiter(
                policy, buckets, failures, work, HmacPseudonyms.forRateLimits(keys), listener, clock);
    }

    @Produces
    @Singleton
    RateLimiter rateLimiter(PortcullisConfig config, SharedRateLimiter shared, MeterRegistry registry) {
        return config.throttle().enabled() ? new MeteredRateLimiter(shared, registry) : RateLimiter.unlimited(shared);
    }
}
