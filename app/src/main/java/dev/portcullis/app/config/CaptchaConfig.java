package dev.portcullis.app.config;

import dev.portcullis.app.config.PortcullisConfig.WhenUnavailable;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The settings under {@code portcullis.captcha.*}. */
public interface CaptchaConfig {
    @WithDefault("none")
    Provider provider();

    Optional<String> secret();

    Optional<String> siteKey();

    Optional<String> project();

    Optional<Set<String>> hostnames();

    @WithDefault("sign_up")
    String signUpAction();

    @WithDefault("sign_in")
    String signInAction();

    Optional<Boolean> requireAction();

    OptionalDouble leastScore();

    @WithDefault("false")
    boolean sendAddress();

    @WithDefault("3s")
    Duration deadline();

    @WithDefault("refuse")
    WhenUnavailable whenUnavailable();

    Optional<URI> url();

    enum Provider {
        NONE,
        RECAPTCHA,
        RECAPTCHA_ENTERPRISE,
        TURNSTILE,
        HCAPTCHA
    }
}
