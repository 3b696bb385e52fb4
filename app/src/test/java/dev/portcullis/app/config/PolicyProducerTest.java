package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.app.mail.ServiceName;
import dev.portcullis.app.password.Argon2Cost;
import dev.portcullis.app.password.Argon2Library;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.housekeeping.PurgeExpiredData;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.signingkey.KeyPolicy;
import io.quarkus.qute.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The default of every setting, and the values that are rejected. */
class PolicyProducerTest {
    private static PolicyProducer producer(Map<String, String> settings) {
        return new PolicyProducer(TestSettings.read(settings));
    }

    private static final PolicyProducer DEFAULTS = producer(Map.of());

    private static Optional<PasswordPolicy.Violation> violation(PolicyProducer producer, String password) {
        return producer.passwordPolicy(folded -> false, BreachedPasswords.unasked())
                .violationBy(new Password(password), List.of());
    }

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
        assertThat(violation(DEFAULTS, "portcullis!!!!!!!!")).contains(PasswordPolicy.Violation.CONTAINS_CONTEXT_WORD);
        assertThat(DEFAULTS.argon2Cost()).isEqualTo(Argon2Cost.OWASP);
        assertThat(DEFAULTS.argon2Library()).isEqualTo(new Argon2Library("libargon2.so.1"));
        assertThat(DEFAULTS.hashingLimiter()).isNotNull();
        assertThat(DEFAULTS.auditRetention().time()).isEqualTo(Duration.ofDays(400));
        assertThat(DEFAULTS.rateLimitPolicy())
                .isEqualTo(new RateLimitPolicy(
                        Map.of(
                                RateLimiter.Action.SIGN_IN, new Rate(120, Duration.ofSeconds(1)),
                                RateLimiter.Action.SIGN_UP, new Rate(40, Duration.ofSeconds(3)),
                                RateLimiter.Action.VERIFY_EMAIL, new Rate(120, Duration.ofSeconds(1)),
                                RateLimiter.Action.REFRESH, new Rate(1_200, Duration.ofMillis(100))),
                        new Rate(10, Duration.ofMinutes(6)),
                        new Rate(30, Duration.ofMinutes(2))));
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
                "portcullis.session.idle-lifetime", "1h",
                "portcullis.sign-up.conceal-existing", "true",
                "portcullis.throttle.sign-in", "30"));

        assertThat(violation(producer, "fourteen letter")).isEmpty();
        assertThat(violation(producer, "fourteenletter")).contains(PasswordPolicy.Violation.TOO_SHORT);
        assertThat(violation(producer, "our acme company")).contains(PasswordPolicy.Violation.CONTAINS_CONTEXT_WORD);
        assertThat(violation(producer, "rememberizer wins")).isEmpty();
        assertThat(producer.existingAccountDisclosure()).isEqualTo(ExistingAccountDisclosure.CONCEAL);
        assertThat(producer.sessionPolicy().idleLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(producer.rateLimitPolicy().perAddress().get(RateLimiter.Action.SIGN_IN))
                .isEqualTo(new Rate(60, Duration.ofSeconds(2)));
    }

    @Test
    void doesAsToldWhenTheBreachCheckGivesNoAnswer() {
        assertThat(uncheckedBy(DEFAULTS)).contains(PasswordPolicy.Violation.UNCHECKED);
        assertThat(uncheckedBy(producer(Map.of("portcullis.password.breach-check.when-unavailable", "allow"))))
                .isEmpty();
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
        "portcullis.password.argon2.memory, 19455",
        "portcullis.password.argon2.memory, 9999999",
        "portcullis.password.argon2.iterations, 1",
        "portcullis.password.argon2.parallelism, 0",
        "portcullis.password.argon2.library, folder/libargon2.so",
        "portcullis.password.hashing.permits, 0",
        "portcullis.password.hashing.patience, 2m",
        "portcullis.audit.retention, 29d",
        "portcullis.audit.retention, 36501d",
        "portcullis.throttle.sign-in, 0",
        "portcullis.throttle.sign-up, -1",
        "portcullis.throttle.verify-email, 1000001",
        "portcullis.throttle.wrong-codes, 0",
        "portcullis.audit.counting-period, 999ms",
        "portcullis.audit.counting-period, 3601s",
        "portcullis.throttle.refresh, 0",
        "portcullis.throttle.sign-up-per-email, 0"
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
                        () -> assertThat(producer.argon2Cost()).isNotNull(),
                        () -> assertThat(producer.argon2Library()).isNotNull(),
                        () -> assertThat(producer.hashingLimiter()).isNotNull(),
                        () -> assertThat(producer.auditRetention()).isNotNull(),
                        () -> assertThat(producer.purgePolicy()).isNotNull(),
                        () -> assertThat(producer.keyPolicy()).isNotNull(),
                        () -> assertThat(producer.rateLimitPolicy()).isNotNull(),
                        () -> assertThat(producer.encryptionKeys()).isNotNull())
                .forEach(Runnable::run);
    }

    @Test
    void refusesAFolderWithoutTemplates() {
        Engine engine = Engine.builder().addDefaults().build();
        assertThat(DEFAULTS.mailTemplates(engine)).isNotNull();

        assertThatThrownBy(() ->
                        producer(Map.of("portcullis.mail.templates", "none")).mailTemplates(engine))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("portcullis.mail.templates: must be a folder that the service can read");
    }

    @Test
    void keepsEventsForEverWhenToldSo() {
        assertThat(producer(Map.of("portcullis.audit.retention", "0")).auditRetention())
                .isEqualTo(AuditRetention.FOR_EVER);
    }

    @Test
    void knowsNoSettingThatWasMisspelt() {
        assertThatThrownBy(() -> producer(Map.of("portcullis.cookies.secured", "true")))
                .hasMessageContaining("portcullis.cookies.secured");
    }
}
