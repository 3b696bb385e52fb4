package dev.portcullis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryRateLimiterTest implements LoginAttemptContract {
    private final TickingClock clock = new TickingClock();
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryTokenBuckets buckets = new InMemoryTokenBuckets(database, clock);
    private final InMemoryFailedLoginStore guesses = new InMemoryFailedLoginStore(database, clock);
    private final List<String> hashed = new ArrayList<>();

    @Override
    public SharedRateLimiter replica(RateLimitListener feed) {
        return new SharedRateLimiter(
                POLICY,
                buckets,
                guesses,
                database,
                text -> {
                    hashed.add(text);
                    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
                },
                feed,
                clock);
    }

    @Override
    public void letTimePass(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void keepsNothingOfWhatNoLongerCounts() {
        SharedRateLimiter throttle = replica(status -> {});
        assertThat(throttle.delay(RateLimiter.Action.SIGN_IN, RateLimiterContract.anAddress(), ""))
                .isEmpty();
        assertThat(throttle.attempt(RateLimiterContract.anAddress(), RateLimiterContract.aLogin()))
                .isNotNull();
        throttle.attempt(RateLimiterContract.anAddress(), RateLimiterContract.aLogin())
                .succeeded();
        throttle.attempt(RateLimiterContract.anAddress(), RateLimiterContract.aLogin())
                .cancel();
        assertThat(buckets.size()).isPositive();
        assertThat(guesses.size()).isPositive();

        clock.advance(FailedLoginStore.KNOWN.plusDays(1));
        throttle.forgetOld();

        assertThat(buckets.size()).isZero();
        assertThat(guesses.size()).isZero();
    }

    @Test
    void forgetsMoreThanOneBatch() {
        SharedRateLimiter throttle = replica(status -> {});
        for (int i = 0; i <= 10_000; i++) {
            assertThat(throttle.delay(RateLimiter.Action.SIGN_IN, new ClientAddress("host-" + i), ""))
                    .isEmpty();
        }
        database.run(() -> {
            for (int i = 0; i <= 10_000; i++) {
                assertThat(throttle.attempt(new ClientAddress("host-" + i), "login-" + i)
                                .delay())
                        .isEmpty();
            }
        });

        clock.advance(FailedLoginStore.KNOWN.plusDays(1));
        throttle.forgetOld();

        assertThat(buckets.size()).isZero();
        assertThat(guesses.size()).isZero();
    }

    /** Asked before each request, so that it must cost nothing while nobody is limited. */
    @Test
    void asksForNoPseudonymWhileNoBucketIsKnownToBeEmpty() {
        SharedRateLimiter throttle = replica(status -> {});
        ClientAddress address = RateLimiterContract.anAddress();
        assertThat(throttle.exhausted(RateLimiter.Action.SIGN_IN, address)).isNull();
        assertThat(hashed).isEmpty();
        while (throttle.delay(RateLimiter.Action.SIGN_IN, address, "").isEmpty()) {
            // Until the bucket is empty.
        }
        assertThat(throttle.exhausted(RateLimiter.Action.SIGN_IN, address)).isNotNull();

        clock.advance(INTERVAL);
        throttle.forgetOld();
        hashed.clear();

        assertThat(throttle.exhausted(RateLimiter.Action.SIGN_IN, address)).isNull();
        assertThat(hashed).isEmpty();
    }
}
