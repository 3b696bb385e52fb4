package dev.portcullis.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryThrottleTest implements ThrottleContract {
    private final TickingClock clock = new TickingClock();
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryRateBuckets buckets = new InMemoryRateBuckets(database, clock);
    private final InMemoryGuessStore guesses = new InMemoryGuessStore(database, clock);

    @Override
    public SharedThrottle replica(AllowanceFeed feed) {
        return new SharedThrottle(
                POLICY,
                buckets,
                guesses,
                database,
                text -> UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)),
                feed);
    }

    @Override
    public void letTimePass(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void keepsNothingOfWhatNoLongerCounts() {
        SharedThrottle throttle = replica(AllowanceFeed.none());
        assertThat(throttle.delay(Throttle.Action.SIGN_IN, ThrottleContract.anAddress(), ""))
                .isEmpty();
        assertThat(throttle.guess(ThrottleContract.anAddress(), ThrottleContract.aLogin()))
                .isNotNull();
        throttle.guess(ThrottleContract.anAddress(), ThrottleContract.aLogin()).wasRight();
        throttle.guess(ThrottleContract.anAddress(), ThrottleContract.aLogin()).withdraw();
        assertThat(buckets.size()).isPositive();
        assertThat(guesses.size()).isPositive();

        clock.advance(GuessStore.KNOWN.plusDays(1));
        throttle.forgetOld();

        assertThat(buckets.size()).isZero();
        assertThat(guesses.size()).isZero();
    }
}
