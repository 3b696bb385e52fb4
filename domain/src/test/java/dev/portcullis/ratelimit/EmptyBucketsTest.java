package dev.portcullis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EmptyBucketsTest {
    private static final UUID BUCKET = UUID.randomUUID();

    private final TickingClock clock = new TickingClock();
    private final EmptyBuckets buckets = new EmptyBuckets(clock);

    private static RateLimitStatus emptyFor(Duration untilMore) {
        return new RateLimitStatus(RateLimiter.Action.SIGN_IN, Rate.perMinute(60), 0, untilMore);
    }

    @Test
    void knowsABucketUntilItHasATokenAgain() {
        assertThat(buckets.isEmpty()).isTrue();
        buckets.add(BUCKET, emptyFor(Duration.ofSeconds(10)));

        clock.advance(Duration.ofSeconds(7));
        RateLimitStatus status = Objects.requireNonNull(buckets.find(BUCKET));
        assertThat(status.untilMore()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(buckets.find(UUID.randomUUID())).isNull();

        clock.advance(Duration.ofSeconds(3));
        assertThat(buckets.find(BUCKET)).isNull();
        assertThat(buckets.isEmpty()).isTrue();
    }

    @Test
    void knowsNothingWhenTheClockWasSetBack() {
        buckets.add(BUCKET, emptyFor(Duration.ofSeconds(10)));

        clock.advance(Duration.ofHours(-1));

        assertThat(buckets.find(BUCKET)).isNull();
    }

    @Test
    void remembersALimitedNumber() {
        for (int i = 0; i < EmptyBuckets.MAXIMUM; i++) {
            buckets.add(new UUID(0, i), emptyFor(Duration.ofSeconds(10)));
        }

        buckets.add(BUCKET, emptyFor(Duration.ofSeconds(10)));
        assertThat(buckets.find(BUCKET)).isNull();
        buckets.add(new UUID(0, 0), emptyFor(Duration.ofMinutes(10)));

        clock.advance(Duration.ofMinutes(1));
        buckets.removeExpired();
        assertThat(buckets.find(new UUID(0, 0))).isNotNull();
        buckets.add(BUCKET, emptyFor(Duration.ofSeconds(10)));
        assertThat(buckets.find(BUCKET)).isNotNull();
    }
}
