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
 * Our own settings. What Quarkus has a key for (database, mail server, HTTP) is set by that key. Each can come from the
 * environment: {@code portcullis.cookies.secure} is {@code PORTCULLIS_COOKIES_SECURE}. Durations are written as
 * {@code 10s}, {@code 5m}, {@code 24h}, {@code 14d} or in ISO 8601.
 */
@ConfigMapping(prefix = "portcullis")
public interface PortcullisConfig {
    /** The name of the service that users sign up for, in the subjects and texts of mails. */
    @WithDefault("Portcullis")
    String serviceName();

    /** Who keeps accounts and sessions. */
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
     * The proxies in front of this service that are believed when they say where a request came from: how many there
     * are, or the addresses and networks that they have, such as {@code 10.0.0.0/8}, separated by commas. None when not
     * set.
     */
    Optional<List<String>> trustedProxies();

    Http http();

    Audit audit();

    /** Who keeps accounts and sessions. */
    enum Provider {
        /** This service, in its own database. */
        LOCAL,
        /** The Rememberizer API, which this service stands in front of. */
        REMEMBERIZER
    }

    /** The Rememberizer API, for the provider of that name. */
    interface Rememberizer {
        /** Up to and including the version. */
        @WithDefault("https://api.rememberizer.ai/api/v1")
        URI url();

        /** For one try to open a connection, TLS included. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** For a whole call, to the last byte of its answer. */
        @WithDefault("10s")
        Duration timeout();

        /**
         * Calls at once; whoever comes beyond them is turned away with 503. Each holds a worker thread, of which Quarkus
         * has 200 at least.
         */
        @WithDefault("64")
        int concurrency();

        /** Connections at most; as many as calls when not set. */
        OptionalInt poolSize();

        /**
         * Whether a connection of HTTP/1.1 is used again. Those of HTTP/2 always are: only there does a response name
         * the request that it answers.
         */
        @WithDefault("false")
        boolean keepAlive();

        Breaker breaker();

        /** The name of a TLS configuration of Quarkus ({@code quarkus.tls.<name>.*}): whom to trust, as whom to come. */
        Optional<String> tlsConfigurationName();

        /** An HTTP proxy, such as {@code http://proxy.example.com:3128}. */
        Optional<URI> proxy();

        Optional<String> proxyUser();

        Optional<String> proxyPassword();

        /** A header field that every call carries, such as {@code X-Api-Key: 1234}. */
        Optional<String> extraHeader();

        /** Whether the upstream is told the caller's address, in {@code X-Forwarded-For}. */
        @WithDefault("false")
        boolean forwardAddress();
    }

    /** When half of the last calls upstream have failed, none is made for a while. */
    interface Breaker {
        /** How many are looked at. */
        @WithDefault("20")
        int calls();

        /** How long none is made; after that, one finds out. */
        @WithDefault("5s")
        Duration delay();
    }

    /** The secret from which all others are made, and the keys that sign tokens. */
    interface Keys {
        /**
         * 32 bytes in Base64 ({@code openssl rand -base64 32}). Encrypts the signing keys in the database and makes
         * refresh tokens genuine. Production does not start without it.
         */
        Optional<String> encryptionKey();

        /**
         * Encryption keys that were used before, separated by commas. What they encrypted can still be read and the
         * tokens that they made are still taken. Remove one when all replicas were started with the new one and the
         * absolute lifetime of a session has passed.
         */
        Optional<List<String>> previousEncryptionKeys();

        /** How long each key signs tokens before the next one does; at most 366 days. */
        @WithDefault("30d")
        Duration rotationInterval();

        /**
         * How long a key is published before it signs: longer than copies of the published keys are kept (5 minutes) and
         * replicas need to hear of it (30 seconds), and shorter than the rotation interval.
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

        /** How long an access token is good; it cannot be called back, so between 10 seconds and 1 hour. */
        @WithDefault("5m")
        Duration accessLifetime();

        /** How long the token in the answer to a sign-up is good for verifying the address; at most 24 hours. */
        @WithDefault("24h")
        Duration verificationLifetime();
    }

    /** How long sessions live. */
    interface Session {
        /** After the last refresh. */
        @WithDefault("14d")
        Duration idleLifetime();

        /** After sign-in; no refresh extends it. */
        @WithDefault("90d")
        Duration absoluteLifetime();

        /** How long after a refresh the token before it still counts as a parallel caller's. */
        @WithDefault("10s")
        Duration graceWindow();

        /** Sessions of an account at once; a sign-in beyond ends the one unused the longest. */
        @WithDefault("100")
        int maximum();
    }

    /** Making accounts. */
    interface SignUp {
        /**
         * Whether a sign-up whose address has an account is answered as any other, and the holder told by mail; else it is
         * told that the address is taken.
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

    /** Whether a new password is known from leaks, asked of a service by 5 of the 40 characters of its SHA-1. */
    interface BreachCheck {
        /**
         * What those characters are put behind, such as {@code https://api.pwnedpasswords.com/range/}. Nobody is asked
         * when not set.
         */
        Optional<URI> url();

        /** How long the whole answer may take: between 100 milliseconds and 10 seconds. */
        @WithDefault("2s")
        Duration deadline();

        /** In how many leaks a password has to have been to be refused. */
        @WithDefault("1")
        int leastCount();

        /**
         * What becomes of a sign-up when there is no answer. {@code refuse}: 503. {@code allow}: it goes on, after all
         * checks that need nobody else.
         */
        @WithDefault("refuse")
        WhenUnavailable whenUnavailable();
    }

    /**
     * The cost of one password hash. The defaults are those of the OWASP Password Storage Cheat Sheet; weaker ones than
     * the weakest it lists are refused. Existing hashes are renewed when their holders sign in.
     */
    interface Argon2 {
        /** Memory in KiB. */
        @WithDefault("19456")
        int memory();

        /** Passes over the memory. */
        @WithDefault("2")
        int iterations();

        /** Lanes; one core computes them all. */
        @WithDefault("1")
        int parallelism();
    }

    /** How many hashes are computed at once, and how many wait. */
    interface Hashing {
        /** At once; as many as there are cores when not set. */
        OptionalInt permits();

        /**
         * How many wait; whoever comes when all places are taken is turned away with 503. Each holds a worker thread,
         * of which Quarkus has 200 at least, so half of them stay free for all that needs no hash.
         */
        @WithDefault("100")
        int queue();

        /** How long one waits at most before being turned away. */
        @WithDefault("5s")
        Duration patience();
    }

    /** The proof that a human is calling, at sign-up and sign-in. */
    interface Captcha {
        /** Which service gives captchas. {@code none}: every answer is taken, also none at all. */
        @WithDefault("none")
        CaptchaProvider provider();

        /** By which that service knows us; for reCAPTCHA Enterprise an API key. */
        Optional<String> secret();

        /** That the pages use. reCAPTCHA Enterprise needs it, hCaptcha compares it where it is set. */
        Optional<String> siteKey();

        /** The Google Cloud project, for reCAPTCHA Enterprise. */
        Optional<String> project();

        /** Of the pages that captchas are solved on, separated by commas; there has to be one. */
        Optional<Set<String>> hostnames();

        /** As pages name what a captcha is solved for. */
        @WithDefault("sign_up")
        String signUpAction();

        /** As pages name what a captcha is solved for. */
        @WithDefault("sign_in")
        String signInAction();

        /**
         * Whether an answer that names no action is refused; when not set, it is by reCAPTCHA Enterprise and Turnstile.
         * One that names another action always is.
         */
        Optional<Boolean> requireAction();

        /**
         * How sure the service has to be of a human, from 0 to 1. When not set, 0.5 where it says, and it need not say.
         */
        OptionalDouble leastScore();

        /** Whether the service is told the caller's network address. */
        @WithDefault("false")
        boolean sendAddress();

        /** How long the whole answer may take: between 100 milliseconds and 10 seconds. */
        @WithDefault("3s")
        Duration deadline();

        /**
         * What becomes of callers when the service is away. {@code refuse}: 503. {@code allow}: they get on, and the
         * audit log says so.
         */
        @WithDefault("refuse")
        WhenUnavailable whenUnavailable();

        /** Where it is asked instead of at its own address. */
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

    /** The proof of an e-mail address. */
    interface Verification {
        /** How long a code is good after the mail server took it: between 1 minute and 24 hours. */
        @WithDefault("10m")
        Duration codeLifetime();

        /** How long a mail is tried to be sent. */
        @WithDefault("24h")
        Duration mailLifetime();
    }

    /** What is removed each hour. */
    interface CleanUp {
        /** How long sessions are kept after their end, or after their absolute lifetime: 1 day or more. 0 for ever. */
        @WithDefault("30d")
        Duration sessionsAfter();

        /** How long unverified accounts are kept after the last sign-up and the last use: 2 days or more. 0 for ever. */
        @WithDefault("30d")
        Duration unverifiedAccountsAfter();
    }

    /** The audit log. */
    interface Audit {
        /**
         * What becomes of an attempt whose event cannot be kept. {@code refuse}: 503. {@code allow}: it goes on, and the
         * log has a hole.
         */
        @WithDefault("refuse")
        WhenUnavailable whenUnavailable();

        /** The name of this process in the log, at most 64 characters; the host's name when not set. */
        Optional<String> replica();

        /**
         * Who may read the log over HTTP as a gateway, by the id or the e-mail address that the upstream has for them;
         * separated by commas. As local provider it is for those in the groups {@code auditor} and {@code admin}.
         */
        Optional<Set<String>> auditors();

        /** Whether each event also becomes a line of the log, in JSON with the field names of ECS. */
        @WithDefault("false")
        boolean logEvents();

        /**
         * How long requests that are turned away at the door, and sign-outs that end nothing, are counted into one event; 1
         * second to 1 hour. A process that dies loses the counts of one period at most.
         */
        @WithDefault("1m")
        Duration countingPeriod();

        /** How long events are kept at least, 30 days or more; whole months are dropped. 0 for ever. */
        @WithDefault("400d")
        Duration retention();
    }

    /** How many attempts the address of a caller has in a minute, on the average; twice as many at once. */
    interface Throttle {
        /** Off, nothing is counted, wrong passwords neither: for tests, and where something in front does it. */
        @WithDefault("true")
        boolean enabled();

        /** Sign-ins. */
        @WithDefault("60")
        int signIn();

        /** Sign-ups. */
        @WithDefault("20")
        int signUp();

        /** Sign-ups with one e-mail address, from wherever they come, in an hour; each may send a mail there. */
        @WithDefault("10")
        int signUpPerEmail();

        /** Wrong verification codes from one address in an hour, over all accounts. */
        @WithDefault("30")
        int wrongCodes();

        /** Codes. */
        @WithDefault("60")
        int verifyEmail();

        /** Refreshes: one in five minutes for each person behind the address. */
        @WithDefault("600")
        int refresh();
    }

    /** Web pages of other origins. */
    interface Cors {
        /**
         * Those that may call this service with a browser's cookies, as browsers write them, such as
         * {@code https://app.example.com}; separated by commas. There is no wildcard. In development mode, pages of
         * {@code http://localhost} and {@code http://127.0.0.1} are allowed on every port as well.
         */
        Optional<Set<String>> origins();
    }

    /** Callers and their connections. */
    interface Http {
        /** How long a whole request may take to arrive; its connection is closed then. */
        @WithDefault("10s")
        Duration arrivalTimeout();

        /** How long a piece of an answer may wait for its caller to take it; the connection is closed then. */
        @WithDefault("30s")
        Duration uptakeTimeout();

        /**
         * How many connections one client address may have open at a time; further ones are closed. Trusted proxies have
         * no limit.
         */
        @WithDefault("200")
        int connectionsPerAddress();
    }
}
