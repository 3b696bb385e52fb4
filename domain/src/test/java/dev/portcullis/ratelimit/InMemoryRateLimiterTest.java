package dev.portcullis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryRateLimiterTest implements LoginAttemptContract {
    private final TickingClock clock = new TickingClock();
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryTokenBuckets buckets = new InMemoryTokenBuckets(database, clock);
    private final InMemoryFailedLoginStore guesses = new InMemoryFailedLoginStore(database, clock);

    @Override
    public SharedRateLimiter replica(RateLimitListener feed) {
        return new SharedRateLimiter(
                POLICY,
                buckets,
                guesses,
                database,
                text -> UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)),
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
}
