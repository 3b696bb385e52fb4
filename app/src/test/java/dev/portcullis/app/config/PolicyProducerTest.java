package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.app.mail.ServiceName;
import dev.portcullis.app.password.Argon2Cost;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.breach.RangeSettings;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.housekeeping.PurgeExpiredData;
import dev.portcullis.http.cookie.CookieSettings;
import dev.portcullis.http.cookie.SameSite;
import dev.portcullis.http.server.ConnectionSettings;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.rememberizer.RememberizerSettings;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.siteverify.CaptchaService;
import dev.portcullis.siteverify.CaptchaSettings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The default of every setting, and the values that are rejected. */
class PolicyProducerTest {
    private static PolicyProducer producer(Map<String, String> settings) {
        PortcullisConfig config = new SmallRyeConfigBuilder()
                .withMapping(PortcullisConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(PortcullisConfig.class);
        return new PolicyProducer(config);
    }

    private static Optional<PasswordPolicy.Violation> violation(PolicyProducer producer, String password) {
        return producer.passwordPolicy(folded -> false, BreachedPasswords.unasked())
                .violationBy(new Password(password), List.of());
    }

    private static final PolicyProducer DEFAULTS = producer(Map.of());

    @Test
    void hasTheDocumentedDefaults() {
        assertThat(DEFAULTS.serviceName()).isEqualTo(new ServiceName("Portcullis"));
        assertThat(DEFAULTS.tokenSettings().accessLifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(DEFAULTS.tokenSettings().verificationLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(DEFAULTS.keyPolicy()).isEqualTo(new KeyPolicy(Duration.ofDays(30), Duration.ofDays(1)));
        assertThat(DEFAULTS.tokenSettings().audience()).isEqualTo("portcullis");
        assertThat(DEFAULTS.sessionPolicy().idleLifetime()).isEqualTo(Duration.ofDays(14));
        assertThat(DEFAULTS.sessionPolicy().absoluteLifetime()).isEqualTo(Duration.ofDays(90));
        assertThat(DEFAULTS.sessionPolicy().graceWindow()).isEqualTo(Duration.ofSeconds(10));
        assertThat(DEFAULTS.sessionPolicy().maximum()).isEqualTo(100);
        assertThat(DEFAULTS.purgePolicy())
                .isEqualTo(new PurgeExpiredData.Policy(Duration.ofDays(30), Duration.ofDays(30)));
        assertThat(DEFAULTS.existingAccountDisclosure()).isEqualTo(ExistingAccountDisclosure.TELL);
        assertThat(DEFAULTS.verificationPolicy().codeLifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(DEFAULTS.verificationPolicy().mailLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(violation(DEFAULTS, "eightle8")).isEmpty();
        assertThat(violation(DEFAULTS, "seven77")).contains(PasswordPolicy.Violation.TOO_SHORT);
        assertThat(violation(DEFAULTS, "Rememberizer1")).contains(PasswordPolicy.Violation.CONTAINS_CONTEXT_WORD);
        assertThat(violation(DEFAULTS, "portcullis!")).contains(PasswordPolicy.Violation.CONTAINS_CONTEXT_WORD);
        assertThat(DEFAULTS.rangeSettings()).isEmpty();
        assertThat(DEFAULTS.captchaSettings()).isEmpty();
        assertThat(DEFAULTS.captchaFailurePolicy()).isEqualTo(FailurePolicy.FAIL_CLOSED);
        assertThat(DEFAULTS.argon2Cost()).isEqualTo(Argon2Cost.OWASP);
        assertThat(DEFAULTS.cookieSettings()).isEqualTo(new CookieSettings(true, "", SameSite.LAX, SameSite.STRICT));
        assertThat(DEFAULTS.crossSiteSettings(false, LaunchMode.NORMAL).allowedOrigins())
                .isEmpty();
        assertThat(DEFAULTS.connectionSettings())
                .isEqualTo(new ConnectionSettings(Duration.ofSeconds(10), Duration.ofSeconds(30), 200));
        assertThat(DEFAULTS.hashingLimiter()).isNotNull();
        assertThat(DEFAULTS.auditRetention().time()).isEqualTo(Duration.ofDays(400));
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
        assertThat(DEFAULTS.rateLimitPolicy())
                .isEqualTo(new RateLimitPolicy(
                        Map.of(
                                RateLimiter.Action.SIGN_IN, new Rate(120, Duration.ofSeconds(1)),
                                RateLimiter.Action.SIGN_UP, new Rate(40, Duration.ofSeconds(3)),
                                RateLimiter.Action.VERIFY_EMAIL, new Rate(120, Duration.ofSeconds(1)),
                                RateLimiter.Action.REFRESH, new Rate(1_200, Duration.ofMillis(100))),
                        new Rate(10, Duration.ofMinutes(6)),
                        new Rate(30, Duration.ofMinutes(2))));
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
                .isEqualTo(new RememberizerSettings.Proxy("proxy.example.com", 3128, "me", "secret"));
        assertThat(settings.extraHeader()).isEqualTo(new RememberizerSettings.ExtraHeader("X-Api-Key", "1234 5"));
        assertThat(settings.forwardAddress()).isTrue();
        assertThat(settings.toString()).doesNotContain("secret").doesNotContain("1234");
    }

    @Test
    void leavesTheNamesOfCookiesToWhoeverSetsThem() {
        Map<String, String> gateway = Map.of("portcullis.provider", "rememberizer");
        assertThat(producer(gateway).cookieSettings().setByUpstream()).isTrue();
        PolicyProducer prefixed =
                producer(Map.of("portcullis.provider", "rememberizer", "portcullis.cookies.prefix", "__Host-"));

        assertThatThrownBy(prefixed::cookieSettings).isInstanceOf(InvalidSetting.class);
    }

    @Test
    void hasNoEncryptionKeyByDefault() {
        assertThatThrownBy(DEFAULTS::encryptionKeys)
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("portcullis.keys.encryption-key");
    }

    @Test
    void readsWhatIsSet() {
        PolicyProducer producer = producer(Map.of(
                "portcullis.password.profile", "strict",
                "portcullis.password.context-words", "Acme,Acme Company",
                "portcullis.cookies.prefix", "__Host-",
                "portcullis.session.idle-lifetime", "1h",
                "portcullis.sign-up.conceal-existing", "true",
                "portcullis.throttle.sign-in", "30",
                "portcullis.trusted-proxies", "10.0.0.0/8,2001:db8::1",
                "portcullis.cors.origins", "https://app.example.com,https://www.example.com"));

        assertThat(violation(producer, "fourteen letter")).isEmpty();
        assertThat(violation(producer, "fourteenletter")).contains(PasswordPolicy.Violation.TOO_SHORT);
        assertThat(violation(producer, "our acme company")).contains(PasswordPolicy.Violation.CONTAINS_CONTEXT_WORD);
        assertThat(violation(producer, "rememberizer wins")).isEmpty();
        assertThat(producer.existingAccountDisclosure()).isEqualTo(ExistingAccountDisclosure.CONCEAL);
        assertThat(producer.cookieSettings().prefix()).isEqualTo("__Host-");
        assertThat(producer.sessionPolicy().idleLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(producer.crossSiteSettings(false, LaunchMode.NORMAL).allowedOrigins())
                .hasSize(2);
        assertThat(producer.rateLimitPolicy().perAddress().get(RateLimiter.Action.SIGN_IN))
                .isEqualTo(new Rate(60, Duration.ofSeconds(2)));
        assertThat(producer.trustedProxies()).isNotNull();
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
    @CsvSource({"project, ../other", "least-score, 1.1", "url, example.com"})
    void asksNoCaptchaServiceWithABadValue(String key, String value) {
        assertThatThrownBy(producer(with(CAPTCHA, "portcullis.captcha." + key, value))::captchaSettings)
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("portcullis.captcha");
    }

    @Test
    void leavesCaptchasToTheUpstream() {
        assertThatThrownBy(producer(with(CAPTCHA, "portcullis.provider", "rememberizer"))::captchaSettings)
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("portcullis.captcha.provider");
        assertThat(producer(Map.of("portcullis.provider", "rememberizer")).captchaSettings())
                .isEmpty();
    }

    @Test
    void asksAboutLeaksWhereTheOperatorSaysAndDoesAsToldWhenThereIsNoAnswer() {
        String url = "https://api.pwnedpasswords.com/range";
        PolicyProducer strict = producer(Map.of("portcullis.password.breach-check.url", url));
        PolicyProducer lenient = producer(Map.of("portcullis.password.breach-check.when-unavailable", "allow"));

        assertThat(strict.rangeSettings()).contains(new RangeSettings(URI.create(url + "/"), Duration.ofSeconds(2), 1));
        assertThat(uncheckedBy(strict)).contains(PasswordPolicy.Violation.UNCHECKED);
        assertThat(uncheckedBy(lenient)).isEmpty();
    }

    private static Optional<PasswordPolicy.Violation> uncheckedBy(PolicyProducer producer) {
        return producer.passwordPolicy(folded -> false, password -> BreachedPasswords.Finding.UNKNOWN)
                .violationBy(new Password("analytical engine"), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "portcullis.keys.encryption-key, c2VjcmV0",
        "portcullis.keys.encryption-key, not base64!",
        "portcullis.keys.rotation-interval, 59m",
        "portcullis.keys.rotation-interval, 367d",
        "portcullis.keys.publish-ahead, 330s",
        "portcullis.keys.publish-ahead, 30d",
        "portcullis.tokens.access-lifetime, 2h",
        "portcullis.tokens.access-lifetime, 1s",
        "portcullis.tokens.verification-lifetime, 25h",
        "portcullis.session.idle-lifetime, 91d",
        "portcullis.session.idle-lifetime, 0s",
        "portcullis.session.grace-window, 15d",
        "portcullis.session.maximum, 0",
        "portcullis.clean-up.sessions-after, 23h",
        "portcullis.clean-up.unverified-accounts-after, 47h",
        "portcullis.session.maximum, 1001",
        "portcullis.session.absolute-lifetime, 401d",
        "portcullis.service-name, ' '",
        "portcullis.service-name, 'two\nlines'",
        "portcullis.service-name, 12345678901234567890123456789012345678901234567890123456789012345",
        "portcullis.verification.code-lifetime, 25h",
        "portcullis.verification.code-lifetime, 59s",
        "portcullis.verification.mail-lifetime, 0s",
        "portcullis.password.breach-check.url, ftp://example.com/",
        "portcullis.password.breach-check.url, range",
        "portcullis.password.breach-check.deadline, 99ms",
        "portcullis.password.breach-check.deadline, 11s",
        "portcullis.password.breach-check.least-count, 0",
        "portcullis.captcha.provider, turnstile",
        "portcullis.captcha.deadline, 11s",
        "portcullis.password.argon2.memory, 19455",
        "portcullis.password.argon2.memory, 9999999",
        "portcullis.password.argon2.iterations, 1",
        "portcullis.password.argon2.parallelism, 0",
        "portcullis.password.hashing.permits, 0",
        "portcullis.password.hashing.queue, -1",
        "portcullis.password.hashing.patience, 2m",
        "portcullis.audit.retention, 29d",
        "portcullis.audit.retention, 36501d",
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
        "portcullis.throttle.sign-in, 0",
        "portcullis.throttle.sign-up, -1",
        "portcullis.throttle.verify-email, 1000001",
        "portcullis.throttle.wrong-codes, 0",
        "portcullis.audit.counting-period, 999ms",
        "portcullis.audit.counting-period, 3601s",
        "portcullis.throttle.refresh, 0",
        "portcullis.throttle.sign-up-per-email, 0",
        "portcullis.trusted-proxies, proxy.example.com",
        "portcullis.trusted-proxies, 0.0.0.0/0",
        "portcullis.trusted-proxies, *",
        "portcullis.http.arrival-timeout, 99ms",
        "portcullis.http.uptake-timeout, 6m",
        "portcullis.http.connections-per-address, 0",
        "portcullis.cors.origins, *",
        "portcullis.cors.origins, null",
        "portcullis.cors.origins, https://app.example.com/path"
    })
    void refusesABadValueWithTheNameOfItsKey(String key, String value) {
        PolicyProducer producer = producer(Map.of(key, value));

        assertThatThrownBy(() -> produceAll(producer))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(key.substring(0, key.lastIndexOf('.')))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(value + " "));
    }

    private static void produceAll(PolicyProducer producer) {
        Stream.<Runnable>of(
                        () -> assertThat(producer.tokenSettings()).isNotNull(),
                        () -> assertThat(producer.sessionPolicy()).isNotNull(),
                        () -> assertThat(producer.serviceName()).isNotNull(),
                        () -> assertThat(producer.verificationPolicy()).isNotNull(),
                        () -> assertThat(producer.rangeSettings()).isNotNull(),
                        () -> assertThat(producer.captchaSettings()).isNotNull(),
                        () -> assertThat(producer.argon2Cost()).isNotNull(),
                        () -> assertThat(producer.hashingLimiter()).isNotNull(),
                        () -> assertThat(producer.rememberizerSettings()).isNotNull(),
                        () -> assertThat(producer.cookieSettings()).isNotNull(),
                        () -> assertThat(producer.crossSiteSettings(false, LaunchMode.NORMAL))
                                .isNotNull(),
                        () -> assertThat(producer.connectionSettings()).isNotNull(),
                        () -> assertThat(producer.auditRetention()).isNotNull(),
                        () -> assertThat(producer.purgePolicy()).isNotNull(),
                        () -> assertThat(producer.keyPolicy()).isNotNull(),
                        () -> assertThat(producer.rateLimitPolicy()).isNotNull(),
                        () -> assertThat(producer.trustedProxies()).isNotNull(),
                        () -> assertThat(producer.encryptionKeys()).isNotNull())
                .forEach(Runnable::run);
    }

    @Test
    void keepsEventsForEverWhenToldSo() {
        assertThat(producer(Map.of("portcullis.audit.retention", "0")).auditRetention())
                .isEqualTo(AuditRetention.FOR_EVER);
    }

    @Test
    void wantsSecureCookiesForAPrefix() {
        PolicyProducer producer =
                producer(Map.of("portcullis.cookies.prefix", "__Secure-", "portcullis.cookies.secure", "false"));

        assertThatThrownBy(producer::cookieSettings).isInstanceOf(InvalidSetting.class);
    }

    @Test
    void knowsNoSettingThatWasMisspelt() {
        assertThatThrownBy(() -> producer(Map.of("portcullis.cookies.secured", "true")))
                .hasMessageContaining("portcullis.cookies.secured");
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
