package dev.portcullis.app.config;

import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.TokenSettings;
import dev.portcullis.app.mail.ServiceName;
import dev.portcullis.app.password.Argon2Cost;
import dev.portcullis.app.password.HashingLimiter;
import dev.portcullis.audit.Replica;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.breach.RangeSettings;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.CommonPasswords;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.housekeeping.PurgeExpiredData;
import dev.portcullis.http.caller.TrustedProxies;
import dev.portcullis.http.cookie.CookieSettings;
import dev.portcullis.http.security.CrossOriginSettings;
import dev.portcullis.http.server.ConnectionSettings;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.rememberizer.RememberizerSettings;
import dev.portcullis.session.SessionPolicy;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.siteverify.CaptchaService;
import dev.portcullis.siteverify.CaptchaSettings;
import dev.portcullis.verification.VerificationPolicy;
import io.quarkus.arc.lookup.LookupUnlessProperty;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Turns settings into policies of the domain and settings of the adapters. All are produced at startup, so that an
 * invalid value stops it.
 */
@Dependent
final class PolicyProducer {
    private static final Duration SHORTEST_ACCESS = Duration.ofSeconds(10);
    private static final Duration LONGEST_ACCESS = Duration.ofHours(1);
    private static final Duration LONGEST_VERIFICATION = KeyPolicy.LONGEST_TOKEN;
    private static final Duration SHORTEST_ROTATION = Duration.ofHours(1);
    private static final Duration LONGEST_ROTATION = Duration.ofDays(366);

    /** The longest lifetime of a cookie in browsers (RFC 6265bis, 5.5). */
    private static final Duration LONGEST_SESSION = Duration.ofDays(400);

    private static final Duration SHORTEST_COUNTING_PERIOD = Duration.ofSeconds(1);
    private static final Duration LONGEST_COUNTING_PERIOD = Duration.ofHours(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);
    private static final int MOST_PERMITS = 1_024;
    private static final int MOST_SESSIONS = 1_000;
    private static final Duration LONGEST_CALL = Duration.ofMinutes(1);
    private static final int MOST_CALLS = 10_000;
    private static final int MOST_ATTEMPTS = 1_000_000;
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** No server has memory for more connections than this, so a larger number is a mistake. */
    private static final int MOST_CONNECTIONS_PER_ADDRESS = 100_000;

    /** The maximum wait for another service, during which a request occupies a worker thread. */
    private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(10);

    private final PortcullisConfig config;

    PolicyProducer(PortcullisConfig config) {
        this.config = config;
    }

    @Startup
    @Produces
    @Singleton
    EncryptionKeys encryptionKeys() {
        String current = config.keys()
                .encryptionKey()
                .orElseThrow(() -> new InvalidSetting(
                        "portcullis.keys.encryption-key", "must be set; generate a key with: openssl rand -base64 32"));
        List<String> previous = config.keys().previousEncryptionKeys().orElse(List.of());
        return checked(
                "portcullis.keys.encryption-key and portcullis.keys.previous-encryption-keys",
                "each must be 32 bytes in Base64",
                () -> EncryptionKeys.of(current, previous));
    }

    @Startup
    @Produces
    @Singleton
    KeyPolicy keyPolicy() {
        PortcullisConfig.Keys keys = config.keys();
        String key = "portcullis.keys.rotation-interval";
        requireBetween(key, keys.rotationInterval(), SHORTEST_ROTATION, LONGEST_ROTATION);
        return checked(
                "portcullis.keys.publish-ahead",
                "must be more than " + KeyPolicy.leastAhead() + " and less than " + key,
                () -> new KeyPolicy(keys.rotationInterval(), keys.publishAhead()));
    }

    @Startup
    @Produces
    @Singleton
    RememberizerSettings rememberizerSettings() {
        PortcullisConfig.Rememberizer api = config.rememberizer();
        String key = "portcullis.rememberizer.";
        requireBetween(key + "connect-timeout", api.connectTimeout(), Duration.ofMillis(10), LONGEST_CALL);
        requireBetween(key + "timeout", api.timeout(), Duration.ofMillis(100), LONGEST_CALL);
        requireBetween(key + "concurrency", api.concurrency(), 1, MOST_CALLS);
        int connections = api.poolSize().orElse(api.concurrency());
        requireBetween(key + "pool-size", connections, 1, MOST_CALLS);
        requireBetween(key + "breaker.calls", api.breaker().calls(), 2, 1_000);
        requireBetween(key + "breaker.delay", api.breaker().delay(), Duration.ofMillis(100), Duration.ofMinutes(5));
        RememberizerSettings.Proxy proxy = api.proxy()
                .map(address -> checked(
                        key + "proxy",
                        "must be an HTTP proxy with a port, such as http://proxy.example.com:3128",
                        () -> proxy(address, api)))
                .orElse(null);
        RememberizerSettings.ExtraHeader header = api.extraHeader()
                .map(line -> checked(
                        key + "extra-header",
                        "must be an ASCII header field such as X-Api-Key: 1234",
                        () -> RememberizerSettings.ExtraHeader.parse(line)))
                .orElse(null);
        return checked(
                key + "url",
                "must be the URL of the API, such as https://api.example.com/api/v1",
                () -> new RememberizerSettings(
                        api.url(),
                        RememberizerSettings.limits(
                                api.connectTimeout(),
                                api.timeout(),
                                api.concurrency(),
                                api.breaker().calls(),
                                api.breaker().delay()),
                        connections,
                        api.keepAlive(),
                        proxy,
                        header,
                        api.forwardAddress()));
    }

    private static RememberizerSettings.Proxy proxy(URI address, PortcullisConfig.Rememberizer api) {
        if (!"http".equals(address.getScheme()) || address.getHost() == null || address.getPort() < 1) {
            throw new IllegalArgumentException("not the address of an HTTP proxy");
        }
        return new RememberizerSettings.Proxy(
                address.getHost(),
                address.getPort(),
                api.proxyUser().orElse(null),
                api.proxyPassword().orElse(null));
    }

    @Startup
    @Produces
    @Singleton
    TokenSettings tokenSettings() {
        PortcullisConfig.Tokens tokens = config.tokens();
        requireBetween("portcullis.tokens.access-lifetime", tokens.accessLifetime(), SHORTEST_ACCESS, LONGEST_ACCESS);
        requireBetween(
                "portcullis.tokens.verification-lifetime",
                tokens.verificationLifetime(),
                Duration.ofMinutes(1),
                LONGEST_VERIFICATION);
        return new TokenSettings(
                tokens.issuer(), tokens.audience(), tokens.accessLifetime(), tokens.verificationLifetime());
    }

    @Startup
    @Produces
    @Singleton
    SessionPolicy sessionPolicy() {
        PortcullisConfig.Session session = config.session();
        requireBetween("portcullis.session.maximum", session.maximum(), 1, MOST_SESSIONS);
        if (session.absoluteLifetime().compareTo(LONGEST_SESSION) > 0) {
            throw new InvalidSetting("portcullis.session.absolute-lifetime", "must be at most " + LONGEST_SESSION);
        }
        return checked(
                "portcullis.session.*",
                "lifetimes must be positive, and grace-window < idle-lifetime <= absolute-lifetime",
                () -> new SessionPolicy(
                        session.idleLifetime(), session.absoluteLifetime(), session.graceWindow(), session.maximum()));
    }

    @Startup
    @Produces
    @Singleton
    ExistingAccountDisclosure existingAccountDisclosure() {
        return config.signUp().concealExisting() ? ExistingAccountDisclosure.CONCEAL : ExistingAccountDisclosure.TELL;
    }

    @Startup
    @Produces
    @Singleton
    ServiceName serviceName() {
        return checked(
                "portcullis.service-name",
                "must be 1 to 64 characters on one line",
                () -> new ServiceName(config.serviceName()));
    }

    @Startup
    @Produces
    @Singleton
    VerificationPolicy verificationPolicy() {
        PortcullisConfig.Verification verification = config.verification();
        return checked(
                "portcullis.verification.*",
                "code-lifetime must be between 1 minute and 24 hours, mail-lifetime must be positive",
                () -> new VerificationPolicy(verification.codeLifetime(), verification.mailLifetime()));
    }

    @Startup
    @Produces
    @Singleton
    @LookupUnlessProperty(name = "portcullis.provider", stringValue = "rememberizer", lookupIfMissing = true)
    PasswordPolicy passwordPolicy(CommonPasswords common, BreachedPasswords breached) {
        PortcullisConfig.Password password = config.password();
        return new PasswordPolicy(
                password.profile(),
                common,
                password.contextWords(),
                breached,
                password.breachCheck().whenUnavailable().policy());
    }

    /** Empty if the breach check is off. */
    @Startup
    @Produces
    @Singleton
    Optional<RangeSettings> rangeSettings() {
        PortcullisConfig.BreachCheck check = config.password().breachCheck();
        requireBetween("portcullis.password.breach-check.deadline", check.deadline(), SHORTEST_WAIT, LONGEST_DEADLINE);
        requireBetween("portcullis.password.breach-check.least-count", check.leastCount(), 1, Integer.MAX_VALUE);
        return check.url()
                .map(url -> checked(
                        "portcullis.password.breach-check.url",
                        "must be an http or https URL without a query",
                        () -> new RangeSettings(url, check.deadline(), check.leastCount())));
    }

    /** Empty if captchas are off. */
    @Startup
    @Produces
    @Singleton
    Optional<CaptchaSettings> captchaSettings() {
        PortcullisConfig.Captcha captcha = config.captcha();
        requireBetween("portcullis.captcha.deadline", captcha.deadline(), SHORTEST_WAIT, LONGEST_DEADLINE);
        if (captcha.provider() == PortcullisConfig.CaptchaProvider.NONE) {
            return Optional.empty();
        }
        if (config.provider() != PortcullisConfig.Provider.LOCAL) {
            throw new InvalidSetting(
                    "portcullis.captcha.provider",
                    "must be none in a gateway: the upstream verifies the captcha, and a captcha response can be verified only once");
        }
        CaptchaService service = CaptchaService.valueOf(captcha.provider().name());
        boolean isEnterprise = service == CaptchaService.RECAPTCHA_ENTERPRISE;
        String secret = needed("portcullis.captcha.secret", captcha.secret());
        Set<String> hostnames = needed("portcullis.captcha.hostnames", captcha.hostnames());
        String siteKey = isEnterprise
                ? needed("portcullis.captcha.site-key", captcha.siteKey())
                : captcha.siteKey().orElse(null);
        String project = isEnterprise ? needed("portcullis.captcha.project", captcha.project()) : "";
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

    @Startup
    @Produces
    @Singleton
    @Named("captcha")
    FailurePolicy captchaFailurePolicy() {
        return config.captcha().whenUnavailable().policy();
    }

    @Startup
    @Produces
    @Singleton
    Argon2Cost argon2Cost() {
        PortcullisConfig.Argon2 argon2 = config.password().argon2();
        String key = "portcullis.password.argon2.*";
        Argon2Cost cost = checked(
                key,
                "must be at most 1048576 KiB of memory, 64 iterations and a parallelism of 16",
                () -> new Argon2Cost(argon2.memory(), argon2.iterations(), argon2.parallelism()));
        if (!cost.isStrongEnough()) {
            throw new InvalidSetting(
                    key, "weaker than the OWASP minimum; with 2 iterations, memory must be at least 19456");
        }
        return cost;
    }

    @Startup
    @Produces
    @Singleton
    HashingLimiter hashingLimiter() {
        PortcullisConfig.Hashing hashing = config.password().hashing();
        int permits = hashing.permits().orElseGet(() -> Runtime.getRuntime().availableProcessors());
        requireBetween("portcullis.password.hashing.permits", permits, 1, MOST_PERMITS);
        requireBetween("portcullis.password.hashing.queue", hashing.queue(), 0, 10_000);
        requireBetween(
                "portcullis.password.hashing.patience",
                hashing.patience(),
                Duration.ofMillis(1),
                Duration.ofMinutes(1));
        return new HashingLimiter(permits, hashing.queue(), hashing.patience());
    }

    @Startup
    @Produces
    @Singleton
    CookieSettings cookieSettings() {
        PortcullisConfig.Cookies cookies = config.cookies();
        return checked(
                "portcullis.cookies.*",
                "prefix must be empty, __Secure- or __Host-, and empty in a gateway, where the upstream names the cookies; a"
                        + " prefix and SameSite=None both require secure=true",
                () -> new CookieSettings(
                        cookies.secure(),
                        cookies.prefix().orElse(""),
                        cookies.accessSameSite(),
                        cookies.refreshSameSite(),
                        config.provider() != PortcullisConfig.Provider.LOCAL));
    }

    /**
     * Allows pages of every local port in development mode only.
     *
     * @param another whether Quarkus' own CORS filter is on; it supports wildcards and does not answer with problems
     */
    @Startup
    @Produces
    @Singleton
    CrossOriginSettings crossSiteSettings(
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean another,
            LaunchMode mode) {
        if (another) {
            throw new InvalidSetting("quarkus.http.cors.enabled", "must be false; set portcullis.cors.origins instead");
        }
        return checked(
                "portcullis.cors.origins",
                "each must be an origin such as https://app.example.com, without a path; wildcards are not supported",
                () -> new CrossOriginSettings(
                        config.cors().origins().orElse(Set.of()), mode == LaunchMode.DEVELOPMENT));
    }

    @Startup
    @Produces
    @Singleton
    TrustedProxies trustedProxies() {
        return checked(
                "portcullis.trusted-proxies",
                "must be the number of proxies, or their addresses and networks such as 10.0.0.0/8, but not every address",
                () -> config.trustedProxies().map(TrustedProxies::of).orElseGet(TrustedProxies::none));
    }

    @Startup
    @Produces
    @Singleton
    RateLimitPolicy rateLimitPolicy() {
        PortcullisConfig.Throttle throttle = config.throttle();
        requireBetween("portcullis.throttle.sign-up-per-email", throttle.signUpPerEmail(), 1, MOST_ATTEMPTS);
        Map<RateLimiter.Action, Rate> perAddress = Map.of(
                RateLimiter.Action.SIGN_IN, perMinute("sign-in", throttle.signIn()),
                RateLimiter.Action.SIGN_UP, perMinute("sign-up", throttle.signUp()),
                RateLimiter.Action.VERIFY_EMAIL, perMinute("verify-email", throttle.verifyEmail()),
                RateLimiter.Action.REFRESH, perMinute("refresh", throttle.refresh()));
        requireBetween("portcullis.throttle.wrong-codes", throttle.wrongCodes(), 1, MOST_ATTEMPTS);
        return new RateLimitPolicy(
                perAddress, Rate.perHour(throttle.signUpPerEmail()), Rate.perHour(throttle.wrongCodes()));
    }

    private static Rate perMinute(String action, int attempts) {
        requireBetween("portcullis.throttle." + action, attempts, 1, MOST_ATTEMPTS);
        return Rate.perMinute(attempts);
    }

    @Startup
    @Produces
    @Singleton
    ConnectionSettings connectionSettings() {
        PortcullisConfig.Http http = config.http();
        requireBetween("portcullis.http.arrival-timeout", http.arrivalTimeout(), SHORTEST_WAIT, LONGEST_WAIT);
        requireBetween("portcullis.http.uptake-timeout", http.uptakeTimeout(), SHORTEST_WAIT, LONGEST_WAIT);
        requireBetween(
                "portcullis.http.connections-per-address",
                http.connectionsPerAddress(),
                1,
                MOST_CONNECTIONS_PER_ADDRESS);
        return new ConnectionSettings(http.arrivalTimeout(), http.uptakeTimeout(), http.connectionsPerAddress());
    }

    @Startup
    @Produces
    @Singleton
    @Named("audit")
    FailurePolicy auditFailurePolicy() {
        return config.audit().whenUnavailable().policy();
    }

    @Startup
    @Produces
    @Singleton
    Replica replica() {
        String name = config.audit().replica().orElseGet(HostName::get);
        return checked("portcullis.audit.replica", "must not contain control characters", () -> new Replica(name));
    }

    @Startup
    @Produces
    @Singleton
    AuditRetention auditRetention() {
        requireBetween(
                "portcullis.audit.counting-period",
                config.audit().countingPeriod(),
                SHORTEST_COUNTING_PERIOD,
                LONGEST_COUNTING_PERIOD);
        Duration retention = config.audit().retention();
        if (retention.isZero()) {
            return AuditRetention.FOR_EVER;
        }
        requireBetween("portcullis.audit.retention", retention, AuditRetention.SHORTEST, LONGEST_RETENTION);
        return new AuditRetention(retention);
    }

    @Startup
    @Produces
    @Singleton
    PurgeExpiredData.Policy purgePolicy() {
        Duration sessions = config.cleanUp().sessionsAfter();
        Duration accounts = config.cleanUp().unverifiedAccountsAfter();
        if (!sessions.isZero()) {
            requireBetween("portcullis.clean-up.sessions-after", sessions, Duration.ofDays(1), LONGEST_RETENTION);
        }
        // Longer than the lifetime of a verification token.
        if (!accounts.isZero()) {
            requireBetween(
                    "portcullis.clean-up.unverified-accounts-after", accounts, Duration.ofDays(2), LONGEST_RETENTION);
        }
        return new PurgeExpiredData.Policy(sessions, accounts);
    }

    private <T> T needed(String key, Optional<T> value) {
        return value.orElseThrow(() -> new InvalidSetting(
                key,
                "must be set with the captcha provider "
                        + config.captcha()
                                .provider()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-')));
    }

    private static <T> T checked(String key, String expectation, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException refused) {
            throw new InvalidSetting(key, expectation);
        }
    }

    private static <T extends Comparable<T>> void requireBetween(String key, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidSetting(key, "must be between " + least + " and " + most);
        }
    }
}
