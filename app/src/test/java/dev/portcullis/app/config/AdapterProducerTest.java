package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.app.password.HashingLimiter;
import dev.portcullis.breach.RangeSettings;
import dev.portcullis.http.cookie.CookieSettings;
import dev.portcullis.http.ratelimit.AdmissionSettings;
import dev.portcullis.http.server.ConnectionSettings;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.CookieSameSite;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The default of every setting of the HTTP adapters, and the values that are rejected. */
class AdapterProducerTest {
    private static final HashingLimiter HASHING = new HashingLimiter(2, Duration.ofSeconds(5));

    private static AdapterProducer producer(Map<String, String> settings) {
        return new AdapterProducer(TestSettings.read(settings));
    }

    private static final AdapterProducer DEFAULTS = producer(Map.of());

    @Test
    void hasTheDocumentedDefaults() {
        assertThat(DEFAULTS.rangeSettings()).isEmpty();
        assertThat(DEFAULTS.cookieSettings())
                .isEqualTo(new CookieSettings(true, "", CookieSameSite.LAX, CookieSameSite.STRICT));
        assertThat(DEFAULTS.crossOriginSettings(false, LaunchMode.NORMAL).allowedOrigins())
                .isEmpty();
        assertThat(DEFAULTS.connectionSettings())
                .isEqualTo(new ConnectionSettings(Duration.ofSeconds(10), Duration.ofSeconds(30), 16 * 1024, 200));
        assertThat(DEFAULTS.trustedProxies()).isNotNull();
    }

    @Test
    void limitsTheRequestsThatHash() {
        assertThat(DEFAULTS.admissionSettings(HASHING))
                .isEqualTo(new AdmissionSettings(102, 10, 2, Duration.ofSeconds(5)));
    }

    @Test
    void readsWhatIsSet() {
        AdapterProducer producer = producer(Map.of(
                "portcullis.cookies.prefix", "__Host-",
                "portcullis.trusted-proxies", "10.0.0.0/8,2001:db8::1",
                "portcullis.cors.origins", "https://app.example.com,https://www.example.com"));

        assertThat(producer.cookieSettings().prefix()).isEqualTo("__Host-");
        assertThat(producer.crossOriginSettings(false, LaunchMode.NORMAL).allowedOrigins())
                .hasSize(2);
        assertThat(producer.trustedProxies()).isNotNull();
    }

    @Test
    void asksAboutLeaksWhereTheOperatorSays() {
        String url = "https://api.pwnedpasswords.com/range";

        assertThat(producer(Map.of("portcullis.password.breach-check.url", url)).rangeSettings())
                .contains(new RangeSettings(URI.create(url + "/"), Duration.ofSeconds(2), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "portcullis.password.breach-check.url, ftp://example.com/",
        "portcullis.password.breach-check.url, range",
        "portcullis.password.breach-check.deadline, 99ms",
        "portcullis.password.breach-check.deadline, 11s",
        "portcullis.password.breach-check.least-count, 0",
        "portcullis.cookies.prefix, __Other-",
        "portcullis.trusted-proxies, proxy.example.com",
        "portcullis.trusted-proxies, 0.0.0.0/0",
        "portcullis.trusted-proxies, *",
        "portcullis.password.hashing.queue, -1",
        "portcullis.http.arrival-timeout, 99ms",
        "portcullis.http.uptake-timeout, 6m",
        "portcullis.http.connections-per-address, 0",
        "portcullis.cors.origins, *",
        "portcullis.cors.origins, null",
        "portcullis.cors.origins, https://app.example.com/path"
    })
    void refusesABadValueWithTheNameOfItsKey(String key, String value) {
        AdapterProducer producer = producer(Map.of(key, value));

        assertThatThrownBy(() -> produceAll(producer))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(key.substring(0, key.lastIndexOf('.')))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(value + " "));
    }

    private static void produceAll(AdapterProducer producer) {
        Stream.<Runnable>of(
                        () -> assertThat(producer.rangeSettings()).isNotNull(),
                        () -> assertThat(producer.cookieSettings()).isNotNull(),
                        () -> assertThat(producer.crossOriginSettings(false, LaunchMode.NORMAL))
                                .isNotNull(),
                        () -> assertThat(producer.connectionSettings()).isNotNull(),
                        () -> assertThat(producer.admissionSettings(HASHING)).isNotNull(),
                        () -> assertThat(producer.trustedProxies()).isNotNull())
                .forEach(Runnable::run);
    }

    @Test
    void wantsSecureCookiesForAPrefix() {
        AdapterProducer producer =
                producer(Map.of("portcullis.cookies.prefix", "__Secure-", "portcullis.cookies.secure", "false"));

        assertThatThrownBy(producer::cookieSettings).isInstanceOf(InvalidSetting.class);
    }

    @ParameterizedTest
    @EnumSource(LaunchMode.class)
    void allowsPagesOfEveryLocalPortInDevelopmentModeAlone(LaunchMode mode) {
        assertThat(DEFAULTS.crossOriginSettings(false, mode).allowsLocalPages())
                .isEqualTo(mode == LaunchMode.DEVELOPMENT);
    }

    @Test
    void refusesAWildcardByTheFrameworksKeysToo() {
        assertThatThrownBy(() -> DEFAULTS.crossOriginSettings(true, LaunchMode.NORMAL))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("quarkus.http.cors.enabled");
    }
}
