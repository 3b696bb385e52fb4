package dev.portcullis.app.config;

import dev.portcullis.credential.PasswordProfile;
import dev.portcullis.http.cookie.SameSite;
import dev.portcullis.kernel.FailurePolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The settings of Portcullis. The database, the mail server and HTTP have settings of Quarkus. Each setting can come
 * from the environment: {@code portcullis.cookies.secure} is {@code PORTCULLIS_COOKIES_SECURE}. Durations are written
 * as {@code 10s}, {@code 5m}, {@code 24h}, {@code 14d} or in ISO 8601.
 */
@ConfigMapping(prefix = "portcullis")
public interface PortcullisConfig {
    /** The name of the service that users sign up for, in the subjects and texts of mails. */
    @WithDefault("Portcullis")
    String serviceName();

    /** Where accounts and sessions are stored. */
    @WithDefault("local")
    @WithConverter(ProviderName.class)
    Provider provider();

    Rememberizer rememberizer();

    Keys keys();

    Tokens tokens();

    Session session();

    SignUp signUp();

    Cookies cookies();

    Password password();

    Verification verification();

    CleanUp cleanUp();

    Captcha captcha();

    Cors cors();

    Throttle throttle();

    /**
     * The trusted proxies in front of this service, which report the client's address: their number, or their addresses
     * and networks such as {@code 10.0.0.0/8}, separated by commas. Default: none.
     */
    Optional<List<String>> trustedProxies();

    Http http();

    Audit audit();

    /** Where accounts and sessions are stored. */
    enum Provider {
        /** This service, in its own database. */
        LOCAL,
        /** The Rememberizer API, to which this service is a gateway. */
        REMEMBERIZER
    }

    /** The Rememberizer API, for the provider of that name. */
    interface Rememberizer {
        /** Up to and including the version. */
        @WithDefault("https://api.rememberizer.ai/api/v1")
        URI url();

        /** For opening one connection, TLS included. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** For a whole call, to the last byte of the response. */
        @WithDefault("10s")
        Duration timeout();

        /**
         * Concurrent calls; calls beyond are rejected with 503. Each occupies a worker thread, of which Quarkus has at
         * least 200.
         */
        @WithDefault("64")
        int concurrency();

        /** Connections at most; as many as calls when not set. */
        OptionalInt poolSize();

        /**
         * Whether connections of HTTP/1.1 are reused. Those of HTTP/2 always are, because each of its responses names
         * its request.
         */
        @WithDefault("false")
        boolean keepAlive();

        Breaker breaker();

        /**
         * The name of a TLS configuration of Quarkus ({@code quarkus.tls.<name>.*}): trusted certificates and client
         * certificate.
         */
        Optional<String> tlsConfigurationName();

        /** An HTTP proxy, such as {@code http://proxy.example.com:3128}. */
        Optional<URI> proxy();

        Optional<String> proxyUser();

        Optional<String> proxyPassword();

        /** A header field that every call carries, such as {@code X-Api-Key: 1234}. */
        Optional<String> extraHeader();

        /** Whether the client's address is sent to the upstream, in {@code X-Forwarded-For}. */
        @WithDefault("false")
        boolean forwardAddress();
    }

    /** Circuit breaker: opens when half of the last calls to the upstream have failed. */
    interface Breaker {
        /** The number of last calls that count. */
        @WithDefault("20")
        int calls();

        /** How long the circuit stays open before a trial call. */
        @WithDefault("5s")
        Duration delay();
    }

    /** The secret from which all other secrets are derived, and the keys that sign tokens. */
    interface Keys {
        /**
         * 32 bytes in Base64 ({@code openssl rand -base64 32}). Encrypts the signing keys in the database and
         * authenticates refresh tokens. Required in production.
         */
        Optional<String> encryptionKey();

        /**
         * Previous encryption keys, separated by commas: they still decrypt data and validate tokens. Remove a key when
         * all replicas have started with its successor and the absolute lifetime of a session has passed.
         */
        Optional<List<String>> previousEncryptionKeys();

        /** How long each key signs tokens before its successor does; at most 366 days. */
        @WithDefault("30d")
        Duration rotationInterval();

        /**
         * How long a key is published before it signs: longer than clients cache the published keys (5 minutes) plus
         * the refresh interval of replicas (30 seconds), and shorter than the rotation interval.
         */
        @WithDefault("1d")
        Duration publishAhead();
    }

    /** Access tokens and verification tokens. */
    interface Tokens {
        /** The {@code iss} of every token: the URL by which others know this service. */
        @WithDefault("https://portcullis.invalid")
        String issuer();

        /** The {@code aud} of every token: the name of the services that take them. */
        @WithDefault("portcullis")
        String audience();

        /** Lifetime of an access token, which cannot be revoked at other services: 10 seconds to 1 hour. */
        @WithDefault("5m")
        Duration accessLifetime();

        /** Lifetime of the verification token in the response to a sign-up; at most 24 hours. */
        @WithDefault("24h")
        Duration verificationLifetime();
    }

    /** Lifetimes and number of sessions. */
    interface Session {
        /** After the last refresh. */
        @WithDefault("14d")
        Duration idleLifetime();

        /** From sign-in; refreshes do not extend it. */
        @WithDefault("90d")
        Duration absoluteLifetime();

        /** Grace window: how long after a refresh the previous token is attributed to a parallel request. */
        @WithDefault("10s")
        Duration graceWindow();

        /** Maximum number of sessions per account; a sign-in beyond it ends the least recently used session. */
        @WithDefault("100")
        int maximum();
    }

    /** Making accounts. */
    interface SignUp {
        /**
         * Whether a sign-up with an existing address gets the same response as any other, and its owner a mail.
         * Otherwise the response says that the address is taken.
         */
        @WithDefault("false")
        boolean concealExisting();
    }

    /** The two cookies that carry the tokens. */
    interface Cookies {
        /** Whether browsers may send them over HTTPS only. Off in development and tests alone. */
        @WithDefault("true")
        boolean secure();

        /**
         * Put before both names: nothing, {@code __Secure-}, or {@code __Host-} (which forces {@code Path=/}). Cookies
         * with and without it are read.
         */
        Optional<String> prefix();

        /** Which requests from other sites carry the access token. */
        @WithDefault("lax")
        SameSite accessSameSite();

        /** Which requests from other sites carry the refresh token. */
        @WithDefault("strict")
        SameSite refreshSameSite();
    }

    /** Choosing and keeping passwords. */
    interface Password {
        /** {@code standard}: at least 8 characters; {@code strict}: at least 15. */
        @WithDefault("standard")
        PasswordProfile profile();

        /**
         * Names by which people know the service, separated by commas. A new password has to do without them, as
         * without the name and the address of its holder.
         */
        @WithDefault("portcullis,rememberizer")
        List<String> contextWords();

        BreachCheck breachCheck();

        Argon2 argon2();

        Hashing hashing();
    }

    /**
     * The breach check of new passwords: a service lists leaked passwords by the first 5 of the 40 hexadecimal digits
     * of their SHA-1.
     */
    interface BreachCheck {
        /**
         * The URL to which those digits are appended, such as {@code https://api.pwnedpasswords.com/range/}. No check
         * if not set.
         */
        Optional<URI> url();

        /** Timeout for the whole response: 100 milliseconds to 10 seconds. */
        @WithDefault("2s")
        Duration deadline();

        /** The number of leaks from which on a password is rejected. */
        @WithDefault("1")
        int leastCount();

        /**
         * What happens to a sign-up if the check fails. {@code refuse}: 503. {@code allow}: it continues after all
         * other checks.
         */
        @WithDefault("refuse")
        WhenUnavailable whenUnavailable();
    }

    /**
     * The cost of a password hash. The defaults are those of the OWASP Password Storage Cheat Sheet; values below its
     * minimum are rejected. Existing hashes are renewed at the next sign-in.
     */
    interface Argon2 {
        /** Memory in KiB. */
        @WithDefault("19456")
        int memory();

        /** Passes over the memory. */
        @WithDefault("2")
        int iterations();

        /** Lanes, all computed on one core. */
        @WithDefault("1")
        int parallelism();
    }

    /** Concurrency of hashing, and its queue. */
    interface Hashing {
        /** Concurrent hashes; default: the number of cores. */
        OptionalInt permits();

        /**
         * Length of the queue; requests beyond it are rejected with 503. Each waiting request occupies a worker thread,
         * of which Quarkus has at least 200, so half of them stay free for other requests.
         */
        @WithDefault("100")
        int queue();

        /** The maximum wait in the queue, after which the request is rejected. */
        @WithDefault("5s")
        Duration patience();
    }

    /** The proof that a human is calling, at sign-up and sign-in. */
    interface Captcha {
        /** The captcha service. {@code none}: no captcha is required. */
        @WithDefault("none")
        CaptchaProvider provider();

        /** Authenticates this service to the captcha service; for reCAPTCHA Enterprise an API key. */
        Optional<String> secret();

        /** The site key that pages use. Required for reCAPTCHA Enterprise; compared for hCaptcha if set. */
        Optional<String> siteKey();

        /** The Google Cloud project, for reCAPTCHA Enterprise. */
        Optional<String> project();

        /** Host names of the pages with captchas, separated by commas; at least one. */
        Optional<Set<String>> hostnames();

        /** The name that pages give to the action of signing up. */
        @WithDefault("sign_up")
        String signUpAction();

        /** The name that pages give to the action of signing in. */
        @WithDefault("sign_in")
        String signInAction();

        /**
         * Whether a captcha response without an action is rejected; default: only for reCAPTCHA Enterprise and
         * Turnstile. A response with another action is always rejected.
         */
        Optional<Boolean> requireAction();

        /**
         * The minimum score, from 0 (bot) to 1 (human). If not set: 0.5 for services that return a score, and a score
         * is not required.
         */
        OptionalDouble leastScore();

        /** Whether the client's address is sent to the captcha service. */
        @WithDefault("false")
        boolean sendAddress();

        /** Timeout for the whole response: 100 milliseconds to 10 seconds. */
        @WithDefault("3s")
        Duration deadline();

        /**
         * What happens to callers while the captcha service is unavailable. {@code refuse}: 503. {@code allow}: they
         * continue, and the audit log records it.
         */
        @WithDefault("refuse")
        WhenUnavailable whenUnavailable();

        /** Replaces the default URL of the captcha service. */
        Optional<URI> url();
    }

    /** A failure policy, in the words of the settings. */
    enum WhenUnavailable {
        REFUSE(FailurePolicy.FAIL_CLOSED),
        ALLOW(FailurePolicy.FAIL_OPEN);

        private final FailurePolicy policy;

        WhenUnavailable(FailurePolicy policy) {
            this.policy = policy;
        }

        FailurePolicy policy() {
            return policy;
        }
    }

    /** Which service gives captchas. */
    enum CaptchaProvider {
        NONE,
        RECAPTCHA,
        RECAPTCHA_ENTERPRISE,
        TURNSTILE,
        HCAPTCHA
    }

    /** Verification of e-mail addresses. */
    interface Verification {
        /** Lifetime of a code from its acceptance by the mail server: 1 minute to 24 hours. */
        @WithDefault("10m")
        Duration codeLifetime();

        /** How long delivery of a mail is retried. */
        @WithDefault("24h")
        Duration mailLifetime();
    }

    /** Hourly removal of expired data. */
    interface CleanUp {
        /** How long sessions are kept after their end or absolute lifetime: at least 1 day. 0: forever. */
        @WithDefault("30d")
        Duration sessionsAfter();

        /**
         * How long unverified accounts are kept after the last sign-up and the last use: at least 2 days. 0: forever.
         */
        @WithDefault("30d")
        Duration unverifiedAccountsAfter();
    }

    /** The audit log. */
    interface Audit {
        /**
         * What happens to an operation whose event cannot be written. {@code refuse}: 503. {@code allow}: it continues,
         * and the log has a gap.
         */
        @WithDefault("refuse")
        WhenUnavailable whenUnavailable();

        /** The name of this process in the log, at most 64 characters; the host's name when not set. */
        Optional<String> replica();

        /**
         * Gateway only: ids or e-mail addresses of the upstream's accounts that may read the log over HTTP, separated
         * by commas. With the local provider, members of the groups {@code auditor} and {@code admin} may.
         */
        Optional<Set<String>> auditors();

        /** Whether each event also becomes a line of the log, in JSON with the field names of ECS. */
        @WithDefault("false")
        boolean logEvents();

        /**
         * How long early rejections, and sign-outs that end nothing, are counted into one event: 1 second to 1 hour. A
         * crash loses the counts of at most one period.
         */
        @WithDefault("1m")
        Duration countingPeriod();

        /** How long events are kept, at least 30 days; whole months are dropped. 0: forever. */
        @WithDefault("400d")
        Duration retention();
    }

    /** Rate limits per client address: average attempts per minute, with bursts of twice as many. */
    interface Throttle {
        /** {@code false}: neither calls nor wrong passwords are counted. For tests, or if a proxy limits rates. */
        @WithDefault("true")
        boolean enabled();

        /** Sign-ins. */
        @WithDefault("60")
        int signIn();

        /** Sign-ups. */
        @WithDefault("20")
        int signUp();

        /** Sign-ups per hour with one e-mail address, from all client addresses; each may send a mail. */
        @WithDefault("10")
        int signUpPerEmail();

        /** Wrong verification codes per hour from one client address, for all accounts together. */
        @WithDefault("30")
        int wrongCodes();

        /** Attempts to verify an e-mail address. */
        @WithDefault("60")
        int verifyEmail();

        /** Refreshes; each user needs one in five minutes. */
        @WithDefault("600")
        int refresh();
    }

    /** Web pages of other origins. */
    interface Cors {
        /**
         * Origins that may call this service with the browser's cookies, such as {@code https://app.example.com},
         * separated by commas, without wildcards. Development mode also allows pages of {@code http://localhost} and
         * {@code http://127.0.0.1} on every port.
         */
        Optional<Set<String>> origins();
    }

    /** Callers and their connections. */
    interface Http {
        /** How long a whole request may take to arrive before its connection is closed. */
        @WithDefault("10s")
        Duration arrivalTimeout();

        /** How long the client may take to accept a part of a response before the connection is closed. */
        @WithDefault("30s")
        Duration uptakeTimeout();

        /**
         * Maximum number of open connections per client address; further ones are closed. Trusted proxies are exempt.
         */
        @WithDefault("200")
        int connectionsPerAddress();
    }
}
