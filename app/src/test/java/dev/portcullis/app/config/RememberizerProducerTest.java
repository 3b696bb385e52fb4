package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.app.password.HashingLimiter;
import dev.portcullis.rememberizer.RememberizerSettings;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The defaults of the settings of the gateway, and the values that are rejected. */
class RememberizerProducerTest {
    private static RememberizerProducer producer(Map<String, String> settings) {
        return new RememberizerProducer(TestSettings.read(settings));
    }

    @Test
    void hasTheDocumentedDefaults() {
        assertThat(producer(Map.of()).rememberizerSettings())
                .isEqualTo(new RememberizerSettings(
                        URI.create("https://api.rememberizer.ai/api/v1"),
                        RememberizerSettings.limits(
                                Duration.ofSeconds(2), Duration.ofSeconds(10), 64, 20, Duration.ofSeconds(5)),
                        64,
                        false,
                        null,
                        null,
                        false));
    }

    @Test
    void readsHowTheUpstreamIsReached() {
        RememberizerSettings settings = producer(Map.of(
                        "portcullis.rememberizer.url", "HTTP://upstream:8080/api/v1",
                        "portcullis.rememberizer.concurrency", "8",
                        "portcullis.rememberizer.proxy", "http://proxy.example.com:3128",
                        "portcullis.rememberizer.proxy-user", "me",
                        "portcullis.rememberizer.proxy-password", "secret",
                        "portcullis.rememberizer.extra-header", "X-Api-Key: 1234 5",
                        "portcullis.rememberizer.forward-address", "true"))
                .rememberizerSettings();

        assertThat(settings.url()).hasToString("http://upstream:8080/api/v1");
        assertThat(settings.connections()).isEqualTo(8);
        assertThat(settings.proxy())
                .usingRecursiveComparison()
                .isEqualTo(new ProxyOptions()
                        .setType(ProxyType.HTTP)
                        .setHost("proxy.example.com")
                        .setPort(3128)
                        .setUsername("me")
                        .setPassword("secret"));
        assertThat(settings.extraHeader()).isEqualTo(new RememberizerSettings.ExtraHeader("X-Api-Key", "1234 5"));
        assertThat(settings.forwardAddress()).isTrue();
        assertThat(settings.toString()).doesNotContain("secret").doesNotContain("1234");
    }

    @ParameterizedTest
    @CsvSource({
        "portcullis.rememberizer.url, ftp://api.example.com",
        "portcullis.rememberizer.url, /api/v1",
        "portcullis.rememberizer.url, https://user@api.example.com/api/v1",
        "portcullis.rememberizer.url, https://api.example.com/api/v1?x=1",
        "portcullis.rememberizer.connect-timeout, 1ms",
        "portcullis.rememberizer.timeout, 2m",
        "portcullis.rememberizer.concurrency, 0",
        "portcullis.rememberizer.pool-size, 0",
        "portcullis.rememberizer.breaker.calls, 1",
        "portcullis.rememberizer.breaker.delay, 6m",
        "portcullis.rememberizer.proxy, https://proxy.example.com:3128",
        "portcullis.rememberizer.proxy, proxy.example.com",
        "portcullis.rememberizer.extra-header, X-Api-Key",
        "portcullis.rememberizer.extra-header, X Api Key: 1"
    })
    void refusesABadValueWithTheNameOfItsKey(String key, String value) {
        RememberizerProducer producer = producer(Map.of(key, value));

        assertThatThrownBy(producer::rememberizerSettings)
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(key.substring(0, key.lastIndexOf('.')))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(value + " "));
    }

    @Test
    void leavesTheNamesOfCookiesToTheUpstream() {
        assertThat(adapters(Map.of()).cookieSettings().setByUpstream()).isTrue();

        assertThatThrownBy(adapters(Map.of("portcullis.cookies.prefix", "__Host-"))::cookieSettings)
                .isInstanceOf(InvalidSetting.class);
    }

    @Test
    void leavesTheLimitOfHashingToTheUpstream() {
        HashingLimiter limiter = new HashingLimiter(2, Duration.ofSeconds(5));

        assertThat(adapters(Map.of()).admissionSettings(limiter).hashing()).isEqualTo(Integer.MAX_VALUE);
    }

    private static AdapterProducer adapters(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("portcullis.provider", "rememberizer");
        return new AdapterProducer(TestSettings.read(all));
    }
}
