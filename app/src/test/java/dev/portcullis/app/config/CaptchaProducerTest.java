package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.siteverify.CaptchaService;
import dev.portcullis.siteverify.CaptchaSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The defaults of the settings of captchas, and the values that are rejected. */
class CaptchaProducerTest {
    private static CaptchaProducer producer(Map<String, String> settings) {
        return new CaptchaProducer(TestSettings.read(settings));
    }

    @Test
    void usesNoCaptchasByDefault() {
        assertThat(producer(Map.of()).captchaSettings()).isEmpty();
        assertThat(TestSettings.read(Map.of()).captcha().whenUnavailable().policy())
                .isEqualTo(FailurePolicy.FAIL_CLOSED);
    }

    private static final Map<String, String> CAPTCHA = Map.of(
            "portcullis.captcha.provider", "recaptcha-enterprise",
            "portcullis.captcha.secret", "key",
            "portcullis.captcha.site-key", "site",
            "portcullis.captcha.project", "my-project",
            "portcullis.captcha.hostnames", "www.example.com,app.example.com");

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(key, value);
        return changed;
    }

    @Test
    void asksTheCaptchaServiceThatTheOperatorNames() {
        assertThat(producer(CAPTCHA).captchaSettings())
                .contains(new CaptchaSettings(
                        CaptchaService.RECAPTCHA_ENTERPRISE,
                        URI.create("https://recaptchaenterprise.googleapis.com/v1/projects/my-project/assessments"),
                        "key",
                        "site",
                        Set.of("www.example.com", "app.example.com"),
                        Map.of(CaptchaAction.SIGN_UP, "sign_up", CaptchaAction.SIGN_IN, "sign_in"),
                        true,
                        null,
                        false,
                        Duration.ofSeconds(3)));

        Map<String, String> addresses = Map.of(
                "recaptcha", "https://www.google.com/recaptcha/api/siteverify",
                "turnstile", "https://challenges.cloudflare.com/turnstile/v0/siteverify",
                "hcaptcha", "https://api.hcaptcha.com/siteverify");
        addresses.forEach((provider, address) -> assertThat(
                        producer(with(CAPTCHA, "portcullis.captcha.provider", provider))
                                .captchaSettings())
                .hasValueSatisfying(settings -> {
                    assertThat(settings.address()).isEqualTo(URI.create(address));
                    assertThat(settings.requireAction()).isEqualTo(provider.equals("turnstile"));
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "site-key", "project", "hostnames"})
    void asksNoCaptchaServiceWithoutWhatItNeeds(String key) {
        Map<String, String> settings = new HashMap<>(CAPTCHA);
        settings.remove("portcullis.captcha." + key);

        assertThatThrownBy(producer(settings)::captchaSettings)
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("portcullis.captcha." + key)
                .hasMessageContaining("recaptcha-enterprise");
    }

    @ParameterizedTest
    @CsvSource({"project, ../other", "least-score, 1.1", "url, example.com", "deadline, 11s"})
    void asksNoCaptchaServiceWithABadValue(String key, String value) {
        assertThatThrownBy(producer(with(CAPTCHA, "portcullis.captcha." + key, value))::captchaSettings)
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("portcullis.captcha");
    }
}
