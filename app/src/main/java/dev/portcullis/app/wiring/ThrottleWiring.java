package dev.portcullis.app.wiring;

import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacThrottleKeys;
import dev.portcullis.app.throttle.MeteredThrottle;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.throttle.AllowanceFeed;
import dev.portcullis.throttle.GuessStore;
import dev.portcullis.throttle.RateBuckets;
import dev.portcullis.throttle.SharedThrottle;
import dev.portcullis.throttle.Throttle;
import dev.portcullis.throttle.ThrottleKeys;
import dev.portcullis.throttle.ThrottlePolicy;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Limits to guessing and to flooding. */
@Dependent
final class ThrottleWiring {
    @Produces
    @Singleton
    ThrottleKeys throttleKeys(EncryptionKeys keys) {
        return new HmacThrottleKeys(keys);
    }

    /** By its class alone: as a throttle it stands behind the setting. */
    @Produces
    @Singleton
    @Typed(SharedThrottle.class)
    SharedThrottle sharedThrottle(
            ThrottlePolicy policy,
            RateBuckets buckets,
            GuessStore guesses,
            UnitOfWork work,
            ThrottleKeys keys,
            AllowanceFeed feed) {
        return new SharedThrottle(policy, buckets, guesses, work, keys, feed);
    }

    @Produces
    @Singleton
    Throttle throttle(PortcullisConfig config, SharedThrottle shared, MeterRegistry registry) {
        return config.throttle().enabled() ? new MeteredThrottle(shared, registry) : Throttle.unlimited();
    }
}
