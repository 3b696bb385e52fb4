package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.app.password.HashingLimiter;
import dev.portcullis.breach.RangeSettings;
import dev.portcullis.http.cookie.CookieSettings;
import dev.portcullis.http.ratelimit.AdmissionSettings;
import dev.portcullis.http.server.ConnectionSettings;
import dev.portcullis.rememberizer.RememberizerSettings;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
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
        assertThat(DEFAULTS.crossSiteSettings(false, LaunchMode.NORMAL).allowedOrigins())
                .isEmpty();
        assertThat(DEFAULTS.connectionSettings())
                .isEqualTo(new ConnectionSettings(Duration.ofSeconds(10), Duration.ofSeconds(30), 200));
        assertThat(DEFAULTS.rememberizerSettings())
                .isEqualTo(new RememberizerSettings(
                        URI.create("https://api.rememberizer.ai/api/v1"),
                        RememberizerSettings.limits(
                                Duration.ofSeconds(2), Duration.ofSeconds(10), 64, 20, Duration.ofSeconds(5)),
                        64,
                        false,
                        null,
                        null,
                        false));
        assertThat(DEFAULTS.trustedProxies()).isNotNull();
    }

    @Test
    void readsHowTheUpstreamIsReached() {
        RememberizerSettings settings = producer(Map.of(
                        "portcullis.rememberizer.url", "http://upstream:8080/api/v1",
                        "portcullis.rememberizer.concurrency", "8",
                        "portcullis.rememberizer.proxy", "http://proxy.example.com:3128",
                        "portcullis.rememberizer.proxy-user", "me",
                        "portcullis.rememberizer.proxy-password", "secret",
                        "portcullis.rememberizer.extra-header", "X-Api-Key: 1234 5",
                        "portcullis.rememberizer.forward-address", "true"))
                .rememberizerSettings();

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

    @Test
    void leavesTheNamesOfCookiesToWhoeverSetsThem() {
        Map<String, String> gateway = Map.of("portcullis.provider", "rememberizer");
        assertThat(producer(gateway).cookieSettings().setByUpstream()).isTrue();
        AdapterProducer prefixed =
                producer(Map.of("portcullis.provider", "rememberizer", "portcullis.cookies.prefix", "__Host-"));

        assertThatThrownBy(prefixed::cookieSettings).isInstanceOf(InvalidSetting.class);
    }

    @Test
    void limitsTheRequestsThatHashUnlessTheUpstreamDoes() {
        assertThat(DEFAULTS.admissionSettings(HASHING)).isEqualTo(new AdmissionSettings(102, Duration.ofSeconds(5)));
        assertThat(producer(Map.of("portcullis.provider", "rememberizer"))
                        .admissionSettings(HASHING)
                        .hashing())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void readsWhatIsSet() {
        AdapterProducer producer = producer(Map.of(
                "portcullis.cookies.prefix", "__Host-",
                "portcullis.trusted-proxies", "10.0.0.0/8,2001:db8::1",
                "portcullis.cors.origins", "https://app.example.com,https://www.example.com"));

        assertThat(producer.cookieSettings().prefix()).isEqualTo("__Host-");
        assertThat(producer.crossSiteSettings(false, LaunchMode.NORMAL).allowedOrigins())
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
        "portcullis.rememberizer.extra-header, X Api Key: 1",
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
                        () -> assertThat(producer.rememberizerSettings()).isNotNull(),
                        () -> assertThat(producer.cookieSettings()).isNotNull(),
                        () -> assertThat(producer.crossSiteSettings(false, LaunchMode.NORMAL))
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
        assertThat(DEFAULTS.crossSiteSettings(false, mode).allowsLocalPages())
                .isEqualTo(mode == LaunchMode.DEVELOPMENT);
    }

    @Test
    void refusesAWildcardByTheFrameworksKeysToo() {
        assertThatThrownBy(() -> DEFAULTS.crossSiteSettings(true, LaunchMode.NORMAL))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("quarkus.http.cors.enabled");
    }
}
