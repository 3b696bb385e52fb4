package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** In a gateway, the upstream verifies captchas. */
class UpstreamCaptchaTest {
    private static CaptchaProducer gateway(String captchaProvider) {
        return new CaptchaProducer(TestSettings.read(
                Map.of("portcullis.provider", "rememberizer", "portcullis.captcha.provider", captchaProvider)));
    }

    @Test
    void leavesCaptchasToTheUpstream() {
        assertThat(gateway("none").captchaSettings()).isEmpty();
        assertThatThrownBy(gateway("turnstile")::captchaSettings)
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("portcullis.captcha.provider");
    }
}
