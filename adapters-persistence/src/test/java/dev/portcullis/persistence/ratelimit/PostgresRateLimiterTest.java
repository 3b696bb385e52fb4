package dev.portcullis.persistence.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.Together;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.ratelimit.FailedLoginStore;
import dev.portcullis.ratelimit.LoginAttemptContract;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitListener;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.ratelimit.RateLimiterContract;
import dev.portcullis.ratelimit.SharedRateLimiter;
import dev.portcullis.ratelimit.TokenBuckets;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresRateLimiterTest implements LoginAttemptContract {
    private static final Rate RATE = new Rate(37, Duration.ofHours(1));
    private static final RateLimitPolicy POLICY = new RateLimitPolicy(
            Arrays.stream(RateLimiter.Action.values()).collect(Collectors.toMap(Function.identity(), action -> RATE)),
            RATE,
            RATE);

    @Inject
    TokenBuckets buckets;

    @Inject
    FailedLoginStore guesses;

    @Inject
    TransactionSynchronizationRegistry transaction;

    @Inject
    UnitOfWork work;

    @Inject
    Sql sql;

    @Override
    public SharedRateLimiter replica(RateLimitListener feed) {
        return replica(RateLimiterContract.POLICY, feed);
    }

    private SharedRateLimiter replica(RateLimitPolicy policy, RateLimitListener feed) {
        return new SharedRateLimiter(
                policy, buckets, guesses, work, PostgresRateLimiterTest::key, feed, Clock.systemUTC());
    }

    private static UUID key(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The database's clock cannot be turned, so all that it has written is made older. */
    @Override
    public void letTimePass(Duration duration) {
        String interval = "interval '%d microseconds'".formatted(duration.toNanos() / 1_000);
        sql.execute("update rate_bucket set full_at = full_at - " + interval);
        sql.execute("update login_guess set last_at = last_at - " + interval);
        sql.execute("update known_network set last_at = last_at - %s, right_on = right_on - %d"
                .formatted(interval, duration.toDays()));
    }

    // ---- many at once

    @Test
    void letsExactlyTheLimitThroughOfAHundredCallsAtOnceToTwoReplicas() {
        ClientAddress address = RateLimiterContract.anAddress();
        List<SharedRateLimiter> replicas = List.of(replica(POLICY, status -> {}), replica(POLICY, status -> {}));
        AtomicInteger next = new AtomicInteger();

        List<Boolean> refused = Together.call(
                100,
                () -> replicas.get(next.getAndIncrement() % 2)
                        .delay(RateLimiter.Action.REFRESH, address, "")
                        .isPresent());

        assertThat(refused).filteredOn(isRefused -> !isRefused).hasSize(37);
    }

    @Test
    void comparesNoMoreThanTheFreeGuessesOfAHundredAtOnce() {
        String login = RateLimiterContract.aLogin();
        List<SharedRateLimiter> replicas = List.of(replica(POLICY, status -> {}), replica(POLICY, status -> {}));
        AtomicInteger next = new AtomicInteger();

        List<Boolean> refused = Together.call(
                100,
                () -> replicas.get(next.getAndIncrement() % 2)
                        .attempt(RateLimiterContract.anAddress(), login)
                        .delay()
                        .isPresent());

        // And one more for each delay that ended meanwhile, of 1, 2 and 4 seconds.
        assertThat(refused).filteredOn(isRefused -> !isRefused).hasSizeBetween(10, 13);
    }

    @Test
    void forgetsAndCountsAtOnceWithoutATrace() {
        String login = RateLimiterContract.aLogin();
        ClientAddress home = RateLimiterContract.anAddress();
        SharedRateLimiter throttle = replica(POLICY, status -> {});

        List<Boolean> right = Together.call(30, () -> {
            throttle.attempt(home, login).succeeded();
            return true;
        });

        assertThat(right).hasSize(30);
        assertThat(throttle.attempt(home, login).delay()).isEmpty();
    }

    // ---- the store

    @Test
    void measuresByTheClockOfTheDatabase() {
        UUID bucket = UUID.randomUUID();
        TokenBuckets.Level level = buckets.take(bucket, RATE);

        assertThat(level.taken()).isTrue();
        assertThat(sql.query("select full_at > clock_timestamp() + interval '59 minutes'"
                        + " and full_at < clock_timestamp() + interval '61 minutes' as soon"
                        + " from rate_bucket where id = '" + bucket + "'"))
                .containsExactly(Map.of("soon", true));
        assertThat(work.call(() -> guesses.lock(UUID.randomUUID(), UUID.randomUUID()))
                        .now())
                .isBefore(work.call(() -> guesses.lock(UUID.randomUUID(), UUID.randomUUID()))
                        .now());
    }

    @Test
    void keepsNoAddressAndNoLogin() {
        SharedRateLimiter throttle = replica(POLICY, status -> {});
        assertThat(throttle.delay(RateLimiter.Action.SIGN_UP, new ClientAddress("192.0.2.77"), "ada@example.com"))
                .isEmpty();
        throttle.attempt(new ClientAddress("192.0.2.77"), "ada@example.com").succeeded();
        assertThat(throttle.attempt(new ClientAddress("192.0.2.77"), "ada@example.com"))
                .isNotNull();

        for (String table : List.of("rate_bucket", "login_guess", "known_network")) {
            assertThat(sql.query("select row_to_json(t)::text as row from " + table + " t"))
                    .isNotEmpty()
                    .allSatisfy(row ->
                            assertThat((String) row.get("row")).doesNotContain("192.0.2.77", "ada", "example.com"));
        }
    }

    @Test
    void removesWhatNoLongerCounts() {
        SharedRateLimiter throttle = replica(POLICY, status -> {});
        ClientAddress address = RateLimiterContract.anAddress();
        assertThat(throttle.delay(RateLimiter.Action.SIGN_IN, address, "")).isEmpty();
        assertThat(throttle.attempt(address, RateLimiterContract.aLogin())).isNotNull();
        throttle.attempt(address, RateLimiterContract.aLogin()).succeeded();
        throttle.attempt(address, RateLimiterContract.aLogin()).cancel();
        letTimePass(FailedLoginStore.KNOWN.plusDays(1));

        throttle.forgetOld();

        for (String table : List.of("rate_bucket", "login_guess", "known_network")) {
            assertThat(sql.query("select * from " + table)).as(table).isEmpty();
        }
    }

    @Test
    void removesInBatches() {
        for (int i = 0; i < 5; i++) {
            assertThat(buckets.take(UUID.randomUUID(), RATE).taken()).isTrue();
            work.run(() -> guesses.forget(UUID.randomUUID(), UUID.randomUUID()));
        }
        letTimePass(FailedLoginStore.KNOWN.plusDays(1));

        assertThat(buckets.removeFull(3)).isEqualTo(3);
        assertThat(work.call(() -> guesses.removeForgotten(3))).isEqualTo(3);
        replica(POLICY, status -> {}).forgetOld();
        assertThat(buckets.removeFull(3)).isZero();
        assertThat(work.call(() -> guesses.removeForgotten(3))).isZero();
    }

    @Test
    void keepsBucketsWhereACommitDoesNotWaitForTheDiskAndGuessesWhereItDoes() {
        assertThat(sql.query("select relname::text, relpersistence::text from pg_class"
                        + " where relname in ('rate_bucket', 'login_guess', 'known_network') order by relname"))
                .extracting(row -> row.get("relname") + " " + row.get("relpersistence"))
                .containsExactly("known_network p", "login_guess p", "rate_bucket u");
    }

    @Test
    void takesFromNoBucketInsideAUnitOfWork() {
        assertThatThrownBy(() -> work.call(() -> buckets.take(UUID.randomUUID(), RATE)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesBackWhatARightGuessForgotWithTheUnitOfWorkItBelongsTo() {
        String login = RateLimiterContract.aLogin();
        SharedRateLimiter throttle = replica(POLICY, status -> {});
        for (int i = 0; i < 9; i++) {
            assertThat(throttle.attempt(RateLimiterContract.anAddress(), login).delay())
                    .isEmpty();
        }
        var right = throttle.attempt(RateLimiterContract.anAddress(), login);

        assertThatThrownBy(() -> work.run(() -> {
                    right.succeeded();
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");

        assertThat(throttle.attempt(RateLimiterContract.anAddress(), login).delay())
                .isPresent();
    }

    // ---- the store is away

    @Test
    void saysNeitherYesNorNoWhenTheDatabaseIsAway() {
        DataSource away = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new SQLException("connection refused", "08001");
                });
        TokenBuckets unreachable = new PostgresTokenBuckets(new Database(away, transaction));

        assertThatThrownBy(() -> unreachable.take(UUID.randomUUID(), RATE)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void saysNeitherYesNorNoWhenAStatementFails() {
        sql.execute("alter table rate_bucket rename to rate_bucket_gone");
        sql.execute("alter table login_guess rename to login_guess_gone");
        try {
            SharedRateLimiter throttle = replica(POLICY, status -> {});
            ClientAddress address = RateLimiterContract.anAddress();
            assertThatThrownBy(() -> throttle.delay(RateLimiter.Action.SIGN_IN, address, ""))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> throttle.attempt(address, "ada@example.com"))
                    .isInstanceOf(RuntimeException.class);
        } finally {
            sql.execute("alter table rate_bucket_gone rename to rate_bucket");
            sql.execute("alter table login_guess_gone rename to login_guess");
        }
    }
}
