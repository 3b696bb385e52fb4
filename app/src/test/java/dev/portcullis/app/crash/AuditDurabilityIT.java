package dev.portcullis.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.servers.ServiceProcess;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every response has exactly one event. Many callers record their responses while the service, and separately its
 * database, is killed several times; afterwards the records are compared with the rows.
 */
@Tag("processes")
class AuditDurabilityIT {
    private static final int CALLERS = 32;

    /**
     * {@code docs/audit.md} quotes {@code -Dcrash.attempts=20000}; the default is lower, for a faster build. The kills
     * matter more than the attempts between them: each kill meets up to {@link #CALLERS} attempts in progress.
     */
    private static final int ATTEMPTS = Integer.getInteger("crash.attempts", 1_600);

    private static final int KILLS = 4;

    private static final int OUTAGES = 2;
    private static final Duration OUTAGE = Duration.ofSeconds(2);

    /** Determines the requests. Printed, so that a failure can be repeated. */
    private final long seed = Long.getLong("crash.seed", new SecureRandom().nextLong());

    @TempDir
    Path directory;

    @Test
    void keepsOneEventForEachAnswerOfAServiceThatIsKilled() throws Exception {
        try (DurableDatabase database = DurableDatabase.start(directory)) {
            Map<String, String> settings = settings(database);
            ServiceProcess service = ServiceProcess.start("audited-0", settings);
            List<Attempted> attempts;
            try (Crowd crowd = Crowd.of(CALLERS, ATTEMPTS, service.base(), seed)) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    crowd.awaitAnswers(kill * ATTEMPTS / (KILLS + 2));
                    crowd.holdBack();
                    service.kill();
                    service = ServiceProcess.start("audited-" + kill, settings);
                    crowd.goOn(service.base());
                }
                attempts = crowd.attempts();
            } finally {
                service.close();
            }
            Comparison comparison = new Comparison(attempts, database.ledger());
            System.out.printf("Service killed %d times in %s (seed %d)%n", KILLS, comparison.summary(), seed);

            // Killed in the middle, each time, and only then.
            assertThat(comparison.unanswered()).isNotEmpty().hasSizeLessThanOrEqualTo(KILLS * CALLERS);
            assertSound(comparison);
        }
    }

    @Test
    void keepsOneEventForEachAnswerOnADatabaseThatIsKilled() throws Exception {
        try (DurableDatabase database = DurableDatabase.start(directory)) {
            List<Attempted> attempts;
            try (ServiceProcess service = ServiceProcess.start("audited-outage", settings(database));
                    Crowd crowd = Crowd.of(CALLERS, ATTEMPTS, service.base(), seed)) {
                for (int outage = 1; outage <= OUTAGES; outage++) {
                    crowd.awaitAnswers(outage * ATTEMPTS / (OUTAGES + 2));
                    database.kill();
                    Thread.sleep(OUTAGE.toMillis());
                    database.startAgain();
                }
                attempts = crowd.attempts();
            }
            Comparison comparison = new Comparison(attempts, database.ledger());
            System.out.printf("Database killed %d times in %s (seed %d)%n", OUTAGES, comparison.summary(), seed);

            assertThat(comparison.unanswered()).isEmpty();
            assertThat(comparison.turnedAway()).isNotEmpty();
            assertSound(comparison);
        }
    }

    private static void assertSound(Comparison comparison) {
        assertThat(comparison.attempts()).hasSize(ATTEMPTS);
        assertThat(comparison.served()).hasSizeGreaterThan(ATTEMPTS * 2 / 3);
        assertThat(comparison.misfits()).isEmpty();
        assertThat(comparison.turnedAway())
                .allSatisfy(attempt -> assertThat(attempt.newRefreshToken()).isEmpty());

        Ledger ledger = comparison.ledger();
        assertThat(ledger.toldTwice()).isEmpty();
        assertThat(comparison.attempts().stream().map(Attempted::requestId).collect(Collectors.toSet()))
                .hasSize(ATTEMPTS)
                .containsAll(ledger.requestIds());
        assertThat(ledger.contradictions()).isEmpty();
    }

    private static Map<String, String> settings(DurableDatabase database) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        // KilledServiceIT tests the mails.
        settings.put("quarkus.mailer.mock", "true");
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        settings.put("portcullis.keys.encryption-key", Base64.getEncoder().encodeToString(key));
        settings.put("portcullis.cookies.secure", "false");
        // Each request comes from a network of its own, so none shares an event with another.
        settings.put("portcullis.trusted-proxies", "1");
        settings.put("portcullis.audit.counting-period", "10s");
        settings.put("portcullis.throttle.enabled", "false");
        settings.put("portcullis.password.hashing.queue", Integer.toString(CALLERS));
        settings.put("portcullis.password.hashing.patience", "60s");
        return settings;
    }
}
