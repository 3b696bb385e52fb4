package dev.portcullis.app.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitStatus;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.ratelimit.UnexpectedRateLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeteredRateLimiterTest {
    private static final ClientAddress ADDRESS = new ClientAddress("192.0.2.7");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Scripted scripted = new Scripted();
    private final RateLimiter throttle = new MeteredRateLimiter(scripted, registry);

    private static final class Scripted extends UnexpectedRateLimits {
        private Optional<Duration> delay = Optional.empty();
        private LoginAttempt guess = LoginAttempt.uncounted();
        private @Nullable RateLimitStatus status;
        private boolean isAway;

        @Override
        public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
            if (isAway) {
                throw new StoreUnavailable(new IllegalStateException("away"));
            }
            return delay;
        }

        @Override
        public @Nullable RateLimitStatus exhausted(Action action, ClientAddress address) {
            return status;
        }

        @Override
        public LoginAttempt attempt(ClientAddress address, String login) {
            return guess;
        }

        @Override
        public LoginAttempt attemptCode(ClientAddress address) {
            return guess;
        }

        @Override
        public LoginAttempt attemptReset(ClientAddress address, String login) {
            return guess;
        }
    }

    private double refused(String action, String limit) {
        return registry.get("portcullis.throttle.refused")
                .tag("action", action)
                .tag("limit", limit)
                .counter()
                .count();
    }

    @Test
    void countsNothingThatIsLetThrough() {
        assertThat(throttle.delay(RateLimiter.Action.REFRESH, ADDRESS, "")).isEmpty();
        assertThat(throttle.attempt(ADDRESS, "ada@example.com").delay()).isEmpty();
        assertThat(throttle.exhausted(RateLimiter.Action.REFRESH, ADDRESS)).isNull();

        assertThat(registry.get("portcullis.throttle.refused").counters())
                .hasSize(6)
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
    }

    @Test
    void countsWhatIsTurnedAwayByActionAndLimit() {
        scripted.delay = Optional.of(Duration.ofSeconds(7));
        scripted.guess = LoginAttempt.delayed(Duration.ofSeconds(3));
        assertThat(throttle.delay(RateLimiter.Action.REFRESH, ADDRESS, "")).contains(Duration.ofSeconds(7));
        assertThat(throttle.attempt(ADDRESS, "ada@example.com").delay()).contains(Duration.ofSeconds(3));
        scripted.guess = LoginAttempt.locked(Duration.ofSeconds(3));
        assertThat(throttle.attempt(ADDRESS, "ada@example.com").isLocked()).isTrue();
        assertThat(throttle.attemptCode(ADDRESS).delay()).contains(Duration.ofSeconds(3));
        assertThat(throttle.attemptReset(ADDRESS, "ada@example.com").isLocked()).isTrue();

        assertThat(refused("refresh", "calls")).isEqualTo(1);
        assertThat(refused("sign_in", "wrong_passwords")).isEqualTo(2);
        assertThat(refused("sign_in", "calls")).isZero();
        assertThat(refused("verify_email", "wrong_codes")).isEqualTo(2);
    }

    @Test
    void countsWhatNeedsNoQueryToBeTurnedAway() {
        scripted.status = new RateLimitStatus(RateLimiter.Action.REFRESH, Rate.perMinute(60), 0, Duration.ofSeconds(1));

        assertThat(throttle.exhausted(RateLimiter.Action.REFRESH, ADDRESS)).isSameAs(scripted.status);

        assertThat(refused("refresh", "calls")).isEqualTo(1);
    }

    @Test
    void countsNothingWhereNobodyCanTell() {
        scripted.isAway = true;

        assertThatThrownBy(() -> throttle.delay(RateLimiter.Action.SIGN_IN, ADDRESS, ""))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(refused("sign_in", "calls")).isZero();
    }
}
