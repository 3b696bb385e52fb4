package dev.portcullis.app.config;

import static dev.portcullis.app.config.Checks.between;
import static dev.portcullis.app.config.Checks.checked;

import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.TokenSettings;
import dev.portcullis.app.mail.MailTemplates;
import dev.portcullis.app.mail.ServiceName;
import dev.portcullis.app.password.Argon2Cost;
import dev.portcullis.app.password.Argon2Library;
import dev.portcullis.app.password.HashingLimiter;
import dev.portcullis.audit.Replica;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.CommonPasswords;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.housekeeping.PurgeExpiredData;
import dev.portcullis.http.caller.Languages;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.SessionPolicy;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.verification.VerificationPolicy;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.qute.Engine;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Turns settings into policies of the domain and settings of this module. All are produced at startup, so that an invalid
 * value stops it.
 */
@Dependent
final class PolicyProducer {
    /** The longest lifetime of a cookie in browsers (RFC 6265bis, 5.5). */
    private static final Duration LONGEST_SESSION = Duration.ofDays(400);

    private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);

    private final PortcullisConfig config;

    PolicyProducer(PortcullisConfig config) {
        this.config = config;
    }

    @Startup
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
    @Singleton
    KeyPolicy keyPolicy() {
        PortcullisConfig.Keys keys = config.keys();
        String key = "portcullis.keys.rotation-interval";
        Duration interval = between(key, keys.rotationInterval(), Duration.ofHours(1), Duration.ofDays(366));
        return checked(
                "portcullis.keys.publish-ahead",
                "must be more than " + KeyPolicy.leastAhead() + " and less than " + key,
                () -> new KeyPolicy(interval, keys.publishAhead()));
    }

    @Startup
    @Singleton
    TokenSettings tokenSettings() {
        PortcullisConfig.Tokens tokens = config.tokens();
        return new TokenSettings(
                tokens.issuer(),
                tokens.audience(),
                between(
                        "portcullis.tokens.access-lifetime",
                        tokens.accessLifetime(),
                        Duration.ofSeconds(10),
                        Duration.ofHours(1)),
                between(
                        "portcullis.tokens.verification-lifetime",
                        tokens.verificationLifetime(),
                        Duration.ofMinutes(1),
                        KeyPolicy.LONGEST_TOKEN));
    }

    @Startup
    @Singleton
    SessionPolicy sessionPolicy() {
        PortcullisConfig.Session session = config.session();
        int maximum = between("portcullis.session.maximum", session.maximum(), 1, 1_000);
        if (session.absoluteLifetime().compareTo(LONGEST_SESSION) > 0) {
            throw new InvalidSetting("portcullis.session.absolute-lifetime", "must be at most " + LONGEST_SESSION);
        }
        return checked(
                "portcullis.session.*",
                "lifetimes must be positive, and grace-window < idle-lifetime <= absolute-lifetime",
                () -> new SessionPolicy(
                        session.idleLifetime(), session.absoluteLifetime(), session.graceWindow(), maximum));
    }

    @Startup
    @Singleton
    ExistingAccountDisclosure existingAccountDisclosure() {
        return config.signUp().concealExisting() ? ExistingAccountDisclosure.CONCEAL : ExistingAccountDisclosure.TELL;
    }

    @Startup
    @Singleton
    ServiceName serviceName() {
        return checked(
                "portcullis.service-name",
                "must be 1 to 64 characters on one line",
                () -> new ServiceName(config.serviceName()));
    }

    @Startup
    @Singleton
    MailTemplates mailTemplates(Engine engine) {
        try {
            return config.mail()
                    .templates()
                    .map(folder -> new MailTemplates(engine, folder, Languages.SPOKEN))
                    .orElseGet(() -> new MailTemplates(engine));
        } catch (IllegalArgumentException unusable) {
            throw new InvalidSetting("portcullis.mail.templates", String.valueOf(unusable.getMessage()));
        }
    }

    @Startup
    @Singleton
    VerificationPolicy verificationPolicy() {
        PortcullisConfig.Verification verification = config.verification();
        return checked(
                "portcullis.verification.*",
                "code-lifetime must be between 1 minute and 24 hours, mail-lifetime must be positive",
                () -> new VerificationPolicy(verification.codeLifetime(), verification.mailLifetime()));
    }

    @Startup
    @Singleton
    @LookupIfProperty(name = "portcullis.provider", stringValue = "local", lookupIfMissing = true)
    PasswordPolicy passwordPolicy(CommonPasswords common, BreachedPasswords breached) {
        PortcullisConfig.Password password = config.password();
        return new PasswordPolicy(
                password.profile(),
                common,
                password.contextWords(),
                breached,
                password.breachCheck().whenUnavailable().policy());
    }

    @Startup
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
    @Singleton
    Argon2Library argon2Library() {
        return checked(
                "portcullis.password.argon2.library",
                "must be a file name, an absolute path, or " + Argon2Library.NONE,
                () -> new Argon2Library(config.password().argon2().library()));
    }

    @Startup
    @Singleton
    HashingLimiter hashingLimiter() {
        PortcullisConfig.Hashing hashing = config.password().hashing();
        int permits = hashing.permits().orElseGet(() -> Runtime.getRuntime().availableProcessors());
        return new HashingLimiter(
                between("portcullis.password.hashing.permits", permits, 1, 1_024),
                between(
                        "portcullis.password.hashing.patience",
                        hashing.patience(),
                        Duration.ofMillis(1),
                        Duration.ofMinutes(1)));
    }

    @Startup
    @Singleton
    RateLimitPolicy rateLimitPolicy() {
        PortcullisConfig.Throttle throttle = config.throttle();
        return new RateLimitPolicy(
                Map.of(
                        RateLimiter.Action.SIGN_IN, Rate.perMinute(attempts("sign-in", throttle.signIn())),
                        RateLimiter.Action.SIGN_UP, Rate.perMinute(attempts("sign-up", throttle.signUp())),
                        RateLimiter.Action.VERIFY_EMAIL,
                                Rate.perMinute(attempts("verify-email", throttle.verifyEmail())),
                        RateLimiter.Action.REFRESH, Rate.perMinute(attempts("refresh", throttle.refresh()))),
                Rate.perHour(attempts("sign-up-per-email", throttle.signUpPerEmail())),
                Rate.perHour(attempts("wrong-codes", throttle.wrongCodes())));
    }

    private static int attempts(String limit, int attempts) {
        return between("portcullis.throttle." + limit, attempts, 1, 1_000_000);
    }

    @Startup
    @Singleton
    @Named("audit")
    FailurePolicy auditFailurePolicy() {
        return config.audit().whenUnavailable().policy();
    }

    @Startup
    @Singleton
    Replica replica() {
        String name = config.audit().replica().orElseGet(PolicyProducer::hostName);
        return checked("portcullis.audit.replica", "must not contain control characters", () -> new Replica(name));
    }

    /** The name of this host or container. */
    private static String hostName() {
        String told = System.getenv("HOSTNAME");
        if (told != null && !told.isBlank()) {
            return told;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "unnamed";
        }
    }

    @Startup
    @Singleton
    AuditRetention auditRetention() {
        // Only an annotation reads this setting.
        between(
                "portcullis.audit.counting-period",
                config.audit().countingPeriod(),
                Duration.ofSeconds(1),
                Duration.ofHours(1));
        Duration retention =
                retention("portcullis.audit.retention", config.audit().retention(), AuditRetention.SHORTEST);
        return retention.isZero() ? AuditRetention.FOR_EVER : new AuditRetention(retention);
    }

    /** Unverified accounts are kept for longer than a verification token lives. */
    @Startup
    @Singleton
    PurgeExpiredData.Policy purgePolicy() {
        PortcullisConfig.CleanUp cleanUp = config.cleanUp();
        return new PurgeExpiredData.Policy(
                retention("portcullis.clean-up.sessions-after", cleanUp.sessionsAfter(), Duration.ofDays(1)),
                retention(
                        "portcullis.clean-up.unverified-accounts-after",
                        cleanUp.unverifiedAccountsAfter(),
                        Duration.ofDays(2)));
    }

    /** A retention period; zero for an unlimited one. */
    private static Duration retention(String key, Duration period, Duration least) {
        return period.isZero() ? period : between(key, period, least, LONGEST_RETENTION);
    }
}
