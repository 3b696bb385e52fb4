package dev.portcullis.app.wiring;

import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.siteverify.CaptchaSettings;
import dev.portcullis.siteverify.SiteverifyCaptcha;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Captchas. */
@Dependent
final class CaptchaWiring {
    private static final Logger LOG = Logger.getLogger(CaptchaWiring.class);

    /** Another provider verifies captchas itself. */
    @Startup
    @Produces
    @Singleton
    CaptchaCheck captchaCheck(Optional<CaptchaSettings> settings, PortcullisConfig config) {
        boolean isOurs = config.provider() == PortcullisConfig.Provider.LOCAL;
        if (settings.isEmpty() && isOurs && LaunchMode.current() == LaunchMode.NORMAL) {
            LOG.warn("Captchas are off (portcullis.captcha.provider=none): bots can sign up and sign in");
        }
        CaptchaVerifier verifier =
                settings.<CaptchaVerifier>map(SiteverifyCaptcha::new).orElseGet(CaptchaVerifier::none);
        FailurePolicy failurePolicy = config.captcha().whenUnavailable().policy();
        return new CaptchaCheck(verifier, failurePolicy);
    }
}
