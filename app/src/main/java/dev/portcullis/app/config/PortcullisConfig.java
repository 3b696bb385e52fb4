package dev.portcullis.app.config;

import dev.portcullis.app.password.Argon2Library;
import dev.portcullis.credential.PasswordProfile;
import dev.portcullis.kernel.FailurePolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.CookieSameSite;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The settings under {@code portcullis.*}. {@code docs/configuration.md} explains each, with its bounds; a test compares
 * its keys and defaults with these.
 */
@ConfigMapping(prefix = "portcullis")
public interface PortcullisConfig {
    @WithDefault("Portcullis")
    String serviceName();

    @WithDefault("local")
    @WithConverter(ProviderName.class)
    Provider provider();

    RememberizerConfig rememberizer();

    Keys keys();

    Tokens tokens();

    Session session();

    SignUp signUp();

    Cookies cookies();

    Password password();

    MailSettings mail();

    Verification verification();

    CleanUp cleanUp();

    CaptchaConfig captcha();

    Cors cors();

    Throttle throttle();

    Optional<List<String>> trustedProxies();

    Http http();

    Audit audit();

    enum Provider {
        LOCAL,
        REMEMBERIZER
    }

    interface Keys {
        Optional<String> encryptionKey();

        Optional<List<String>> previousEncryptionKeys();

        @WithDefault("30d")
        Duration rotationInterval();

        @WithDefault("1d")
        Duration publishAhead();
    }

    interface Tokens {
        @WithDefault("https://portcullis.invalid")
        String issuer();

        @WithDefault("portcullis")
        String audience();

        @WithDefault("5m")
        Duration accessLifetime();

        @WithDefault("24h")
        Duration verificationLifetime();
    }

    interface Session {
        @WithDefault("14d")
        Duration idleLifetime();

        @WithDefault("90d")
        Duration absoluteLifetime();

        @WithDefault("10s")
        Duration graceWindow();

        @WithDefault("100")
        int maximum();
    }

    interface SignUp {
        @WithDefault("false")
        boolean concealExisting();
    }

    interface Cookies {
        @WithDefault("true")
        boolean secure();

        Optional<String> prefix();

        @WithDefault("lax")
        CookieSameSite accessSameSite();

        @WithDefault("strict")
        CookieSameSite refreshSameSite();
    }

    interface Password {
        @WithDefault("standard")
        PasswordProfile profile();

        @WithDefault("portcullis,rememberizer")
        List<String> contextWords();

        BreachCheck breachCheck();

        Argon2 argon2();

        Hashing hashing();
    }

    interface BreachCheck {
        Optional<URI> url();

        @WithDefault("2s")
        Duration deadline();

        @WithDefault("1")
        int leastCount();

        @WithDefault("refuse")
        WhenUnavailable whenUnavailable();
    }

    interface Argon2 {
        @WithDefault("19456")
        int memory();

        @WithDefault("2")
        int iterations();

        @WithDefault("1")
        int parallelism();

        @WithDefault(Argon2Library.DEFAULT)
        String library();
    }

    interface Hashing {
        OptionalInt permits();

        @WithDefault("100")
        int queue();

        @WithDefault("5s")
        Duration patience();
    }

    /** A failure policy, in the words of the settings. */
    enum WhenUnavailable {
        REFUSE(FailurePolicy.FAIL_CLOSED),
        ALLOW(FailurePolicy.FAIL_OPEN);

        private final FailurePolicy policy;

        WhenUnavailable(FailurePolicy policy) {
            this.policy = policy;
        }

        public FailurePolicy policy() {
            return policy;
        }
    }

    interface MailSettings {
        Optional<Path> templates();
    }

    interface Verification {
        @WithDefault("10m")
        Duration codeLifetime();

        @WithDefault("24h")
        Duration mailLifetime();
    }

    interface CleanUp {
        @WithDefault("30d")
        Duration sessionsAfter();

        @WithDefault("30d")
        Duration unverifiedAccountsAfter();
    }

    interface Audit {
        @WithDefault("refuse")
        WhenUnavailable whenUnavailable();

        Optional<String> replica();

        Optional<Set<String>> auditors();

        @WithDefault("false")
        boolean logEvents();

        @WithDefault("1m")
        Duration countingPeriod();

        @WithDefault("400d")
        Duration retention();
    }

    interface Throttle {
        @WithDefault("true")
        boolean enabled();

        @WithDefault("60")
        int signIn();

        @WithDefault("20")
        int signUp();

        @WithDefault("10")
        int signUpPerEmail();

        @WithDefault("30")
        int wrongCodes();

        @WithDefault("60")
        int verifyEmail();

        @WithDefault("600")
        int refresh();
    }

    interface Cors {
        Optional<Set<String>> origins();
    }

    interface Http {
        @WithDefault("10s")
        Duration arrivalTimeout();

        @WithDefault("30s")
        Duration uptakeTimeout();

        @WithDefault("200")
        int connectionsPerAddress();
    }
}
