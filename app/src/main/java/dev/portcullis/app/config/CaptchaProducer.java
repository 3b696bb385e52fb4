package dev.portcullis.app.config;

import static dev.portcullis.app.config.AdapterProducer.LONGEST_DEADLINE;
import static dev.portcullis.app.config.AdapterProducer.SHORTEST_WAIT;
import static dev.portcullis.app.config.Checks.between;
import static dev.portcullis.app.config.Checks.checked;

import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.siteverify.CaptchaService;
import dev.portcullis.siteverify.CaptchaSettings;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the settings of captchas into those of the adapter, at startup, like {@link PolicyProducer}. */
@Dependent
final class CaptchaProducer {
    private final PortcullisConfig config;

    CaptchaProducer(PortcullisConfig config) {
        this.config = config;
    }

    /** Empty if captchas are off. */
    @Startup
    @Singleton
    Optional<CaptchaSettings> captchaSettings() {
        CaptchaConfig captcha = config.captcha();
        between("portcullis.captcha.deadline", captcha.deadline(), SHORTEST_WAIT, LONGEST_DEADLINE);
        if (captcha.provider() == CaptchaConfig.Provider.NONE) {
            return Optional.empty();
        }
        if (config.provider() != PortcullisConfig.Provider.LOCAL) {
            throw new InvalidSetting(
                    "portcullis.captcha.provider",
                    "must be none in a gateway: the upstream verifies the captcha, and a captcha response can be verified only once");
        }
        CaptchaService service = CaptchaService.valueOf(captcha.provider().name());
        boolean isEnterprise = service == CaptchaService.RECAPTCHA_ENTERPRISE;
        String secret = needed("secret", captcha.secret());
        Set<String> hostnames = needed("hostnames", captcha.hostnames());
        String siteKey = isEnterprise
                ? needed("site-key", captcha.siteKey())
                : captcha.siteKey().orElse(null);
        String project = isEnterprise ? needed("project", captcha.project()) : "";
        return Optional.of(checked(
                "portcullis.captcha.*",
                "url must be an http or https URL, project a Google Cloud project, least-score between 0 and 1",
                () -> new CaptchaSettings(
                        service,
                        captcha.url().orElseGet(() -> service.address(project)),
                        secret,
                        siteKey,
                        hostnames,
                        Map.of(
                                CaptchaAction.SIGN_UP, captcha.signUpAction(),
                                CaptchaAction.SIGN_IN, captcha.signInAction()),
                        captcha.requireAction().orElse(service.alwaysNamesAction()),
                        captcha.leastScore().isPresent() ? captcha.leastScore().getAsDouble() : null,
                        captcha.sendAddress(),
                        captcha.deadline())));
    }

    private <T> T needed(String name, Optional<T> value) {
        String provider = config.captcha().provider().name().toLowerCase(Locale.ROOT);
        return value.orElseThrow(() -> new InvalidSetting(
                "portcullis.captcha." + name, "must be set with the captcha provider " + provider.replace('_', '-')));
    }
}
