package dev.portcullis.app.wiring;

import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacThrottleKeys;
import dev.portcullis.app.ratelimit.MeteredRateLimiter;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.ratelimit.FailedLoginStore;
import dev.portcullis.ratelimit.RateLimitListener;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.ratelimit.SharedRateLimiter;
import dev.portcullis.ratelimit.ThrottleKeys;
import dev.portcullis.ratelimit.TokenBuckets;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Limits to guessing and to flooding. */
@Dependent
final class RateLimitWiring {
    @Produces
    @Singleton
    ThrottleKeys throttleKeys(EncryptionKeys keys) {
        return new HmacThrottleKeys(keys);
    }

    /** By its class alone: as a throttle it stands behind the setting. */
    @Produces
    @Singleton
    @Typed(SharedRateLimiter.class)
    SharedRateLimiter sharedThrottle(
            RateLimitPolicy policy,
            TokenBuckets buckets,
            FailedLoginStore guesses,
            UnitOfWork work,
            ThrottleKeys keys,
            RateLimitListener feed) {
        return new SharedRateLimiter(policy, buckets, guesses, work, keys, feed);
    }

    @Produces
    @Singleton
    RateLimiter throttle(PortcullisConfig config, SharedRateLimiter shared, MeterRegistry registry) {
        return config.throttle().enabled() ? new MeteredRateLimiter(shared, registry) : RateLimiter.unlimited();
    }
}
