package dev.portcullis.app.wiring;

import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.kernel.FailurePolicy;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Clock and randomness, and what is used if no package provides it. */
@Dependent
final class KernelWiring {
    /** In microseconds, as PostgreSQL stores times, so that stored values equal those that are read back. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    /** Accepts every captcha. */
    @Produces
    @Singleton
    @DefaultBean
    CaptchaCheck noCaptchas() {
        return new CaptchaCheck(CaptchaVerifier.none(), FailurePolicy.FAIL_CLOSED);
    }
}
