package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.Callers;
import dev.portcullis.composition.UseCases;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.signingkey.RotateSigningKeys;
import dev.portcullis.signingkey.RotateSigningKeys.Urgency;
import dev.portcullis.signingkey.SigningKeyStore;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas on the one real database, which sign and check each other's tokens all the time. */
@QuarkusTest
class RotationUnderLoadTest {
    private static final int CALLERS = 4;

    @Inject
    SigningKeyStore store;

    @Inject
    EncryptionKeys encryptionKeys;

    @Inject
    UseCases useCases;

    @Inject
    SigningKeys ofTheService;

    @Inject
    UnitOfWork work;

    @Inject
    Clock clock;

    @Inject
    DataSource database;

    private final Account account = AccountFixtures.anUnverifiedAccount();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicInteger taken = new AtomicInteger();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** Other tests use the same service. */
    @AfterEach
    void tellTheService() {
        ofTheService.refresh();
    }

    private SigningKeys replica() {
        return new SigningKeys(store, encryptionKeys, work, clock, new SecureRandom());
    }

    private AccessTokens tokens(SigningKeys keys) {
        return new JwtAccessTokens(keys, Keys.SETTINGS, clock, Keys.IDS);
    }

    /** Moves the schedule so that the next key is about to sign. */
    private void letItsTurnCome(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update signing_key set signs_from = clock_timestamp() + interval"
                            + " '2 seconds' where id = '" + id + "'"))
                    .isEqualTo(1);
        }
    }

    private void signAndCheck(AccessTokens signer, AccessTokens checker) {
        while (!isOver.get()) {
            String token =
                    signer.issue(account, new SessionId(UUID.randomUUID())).reveal();
            if (checker.read(new BearerToken(token)).isPresent()
                    && signer.read(new BearerToken(token)).isPresent()) {
                taken.incrementAndGet();
            } else {
                refused.add(token);
            }
        }
    }

    private String rotated(Urgency urgency) {
        return useCases.rotateSigningKeys()
                .execute(new RotateSigningKeys.Command(urgency, Callers.aCaller()))
                .value()
                .key()
                .id();
    }

    @Test
    void refusesNoTokenWhileKeysTakeTurns() throws Exception {
        SigningKeys one = replica();
        SigningKeys other = replica();
        String before = one.signing().id();
        String early =
                tokens(one).issue(account, new SessionId(UUID.randomUUID())).reveal();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            boolean isEven = i % 2 == 0;
            calls.add(callers.submit(() -> signAndCheck(tokens(isEven ? one : other), tokens(isEven ? other : one))));
        }

        String next = rotated(Urgency.ORDINARY);
        letItsTurnCome(next);
        one.refresh();
        other.refresh();
        assertThat(one.signing().id()).isEqualTo(before);
        int takenBefore = taken.get();
        Awaitility.await()
                .until(() ->
                        one.signing().id().equals(next) && other.signing().id().equals(next));
        TimeUnit.MILLISECONDS.sleep(500);
        isOver.set(true);
        for (Future<?> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS)).isNull();
        }
        callers.shutdown();

        assertThat(refused).isEmpty();
        assertThat(taken.get()).isGreaterThan(takenBefore + 100);
        assertThat(List.of(one.signing().id(), other.signing().id())).containsOnly(next);
        assertThat(tokens(other).read(new BearerToken(early)))
                .as("a token of the key before")
                .isPresent();
    }

    @Test
    void refusesTokensOfTheKeysOfAnEmergencyAndKnowsTheNewOneAtOnce() {
        SigningKeys one = replica();
        SigningKeys other = replica();
        String old =
                tokens(one).issue(account, new SessionId(UUID.randomUUID())).reveal();

        String made = rotated(Urgency.EMERGENCY);
        one.refresh();
        assertThat(one.signing().id()).isEqualTo(made);
        String fresh =
                tokens(one).issue(account, new SessionId(UUID.randomUUID())).reveal();

        assertThat(tokens(other).read(new BearerToken(fresh))).as("asked for").isPresent();
        assertThat(tokens(other).read(new BearerToken(old))).isEmpty();
        assertThat(tokens(one).read(new BearerToken(old))).isEmpty();
        assertThat(other.published()).hasSize(1);
    }
}
