package dev.portcullis.siteverify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.captcha.CaptchaAction;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaptchaSettingsTest {
    @Test
    void isNotSetUpWithoutWhatItNeeds() {
        URI address = URI.create("http://127.0.0.1/");
        Map<CaptchaAction, String> actions = Map.of(CaptchaAction.SIGN_UP, "sign_up", CaptchaAction.SIGN_IN, "sign_in");
        for (Runnable making : Arrays.<Runnable>asList(
                () -> settings(
                        CaptchaService.HCAPTCHA,
                        URI.create("example.com"),
                        "6Lc-secret",
                        Set.of("a.example"),
                        actions,
                        null),
                () -> settings(
                        CaptchaService.HCAPTCHA,
                        URI.create("ftp://a.example/"),
                        "6Lc-secret",
                        Set.of("a.example"),
                        actions,
                        null),
                () -> settings(CaptchaService.HCAPTCHA, address, " ", Set.of("a.example"), actions, null),
                () -> settings(CaptchaService.HCAPTCHA, address, "6Lc-secret", Set.of(), actions, null),
                () -> settings(CaptchaService.HCAPTCHA, address, "6Lc-secret", Set.of("a.example"), Map.of(), null),
                () -> settings(CaptchaService.HCAPTCHA, address, "6Lc-secret", Set.of("a.example"), actions, 1.1),
                () -> settings(
                        CaptchaService.HCAPTCHA, address, "6Lc-secret", Set.of("a.example"), actions, Double.NaN),
                () -> settings(
                        CaptchaService.RECAPTCHA_ENTERPRISE,
                        address,
                        "6Lc-secret",
                        Set.of("a.example"),
                        actions,
                        null))) {
            assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class);
        }
        settings(CaptchaService.HCAPTCHA, address, "6Lc-secret", Set.of("a.example"), actions, 0.5);
    }

    private static void settings(
            CaptchaService kind,
            URI address,
            String secret,
            Set<String> hostnames,
            Map<CaptchaAction, String> actions,
            Double leastScore) {
        assertThat(new CaptchaSettings(
                        kind,
                        address,
                        secret,
                        null,
                        hostnames,
                        actions,
                        false,
                        leastScore,
                        false,
                        Duration.ofSeconds(2)))
                .isNotNull();
    }
}
