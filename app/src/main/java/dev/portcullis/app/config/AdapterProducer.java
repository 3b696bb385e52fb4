package dev.portcullis.app.config;

import static dev.portcullis.app.config.Checks.between;
import static dev.portcullis.app.config.Checks.checked;

import dev.portcullis.app.password.HashingLimiter;
import dev.portcullis.breach.RangeSettings;
import dev.portcullis.http.caller.TrustedProxies;
import dev.portcullis.http.cookie.CookieSettings;
import dev.portcullis.http.ratelimit.AdmissionSettings;
import dev.portcullis.http.security.CrossOriginSettings;
import dev.portcullis.http.server.ConnectionSettings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns settings into those of the HTTP adapters, at startup, like {@link PolicyProducer}. */
@Dependent
final class AdapterProducer {
    static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** No server has memory for more connections than this, so a larger number is a mistake. */
    private static final int MOST_CONNECTIONS_PER_ADDRESS = 100_000;

    /** The maximum wait for another service, during which a request occupies a worker thread. */
    static final Duration LONGEST_DEADLINE = Duration.ofSeconds(10);

    /** Per route. All of them together leave most of the worker threads free, of which there are at least 200. */
    private static final int DOWNLOADS = 10;

    private static final int DOWNLOADS_PER_NETWORK = 2;

    /** 16 KiB per second, the speed of a very slow mobile connection. */
    private static final int DOWNLOAD_SPEED = 16 * 1024;

    private final PortcullisConfig config;

    AdapterProducer(PortcullisConfig config) {
        this.config = config;
    }

    /** Empty if the breach check is off. */
    @Startup
    @Singleton
    Optional<RangeSettings> rangeSettings() {
        PortcullisConfig.BreachCheck check = config.password().breachCheck();
        String key = "portcullis.password.breach-check.";
        Duration deadline = between(key + "deadline", check.deadline(), SHORTEST_WAIT, LONGEST_DEADLINE);
        int leastCount = between(key + "least-count", check.leastCount(), 1, Integer.MAX_VALUE);
        return check.url()
                .map(url -> checked(
                        key + "url",
                        "must be an http or https URL without a query",
                        () -> new RangeSettings(url, deadline, leastCount)));
    }

    @Startup
    @Singleton
    CookieSettings cookieSettings() {
        PortcullisConfig.Cookies cookies = config.cookies();
        return checked(
                "portcullis.cookies.*",
                "prefix must be empty, __Secure- or __Host-, and empty with a provider that names the cookies itself; a"
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
    @Singleton
    CrossOriginSettings crossOriginSettings(
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
    @Singleton
    TrustedProxies trustedProxies() {
        return checked(
                "portcullis.trusted-proxies",
                "must be the number of proxies, or their addresses and networks such as 10.0.0.0/8, but not every address",
                () -> config.trustedProxies().map(TrustedProxies::of).orElseGet(TrustedProxies::none));
    }

    /** Another provider hashes the passwords itself, and limits the calls to it. */
    @Startup
    @Singleton
    AdmissionSettings admissionSettings(HashingLimiter limiter) {
        int queue = between(
                "portcullis.password.hashing.queue", config.password().hashing().queue(), 0, 10_000);
        boolean isLocal = config.provider() == PortcullisConfig.Provider.LOCAL;
        return new AdmissionSettings(
                isLocal ? limiter.count() + queue : Integer.MAX_VALUE,
                DOWNLOADS,
                DOWNLOADS_PER_NETWORK,
                limiter.patience());
    }

    @Startup
    @Singleton
    ConnectionSettings connectionSettings() {
        PortcullisConfig.Http http = config.http();
        String key = "portcullis.http.";
        return new ConnectionSettings(
                between(key + "arrival-timeout", http.arrivalTimeout(), SHORTEST_WAIT, LONGEST_WAIT),
                between(key + "uptake-timeout", http.uptakeTimeout(), SHORTEST_WAIT, LONGEST_WAIT),
                DOWNLOAD_SPEED,
                between(
                        key + "connections-per-address",
                        http.connectionsPerAddress(),
                        1,
                        MOST_CONNECTIONS_PER_ADDRESS));
    }
}
