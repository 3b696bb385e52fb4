package dev.portcullis.ratelimit;

import static dev.portcullis.ratelimit.RateLimiter.Action.REFRESH;
import static dev.portcullis.ratelimit.RateLimiter.Action.SIGN_IN;
import static dev.portcullis.ratelimit.RateLimiter.Action.SIGN_UP;
import static dev.portcullis.ratelimit.RateLimiter.Action.VERIFY_EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.caller.ClientAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of the shared {@link RateLimiter}, over any store. */
public interface RateLimiterContract {
    /** So slow that the time which the test itself takes is nothing. */
    Duration INTERVAL = Duration.ofHours(1);

    Rate RATE = new Rate(3, INTERVAL);

    RateLimitPolicy POLICY = new RateLimitPolicy(
            Map.of(SIGN_UP, new Rate(100, INTERVAL), SIGN_IN, RATE, VERIFY_EMAIL, RATE, REFRESH, RATE),
            Rate.perHour(5),
            Rate.perHour(4));

    /** A replica: each call is another one, over the same store. */
    SharedRateLimiter replica(RateLimitListener feed);

    /** Makes everything so much older. */
    void letTimePass(Duration duration);

    default SharedRateLimiter throttle() {
        return replica(status -> {});
    }

    /** Of a network of its own. */
    static ClientAddress anAddress() {
        String random = UUID.randomUUID().toString();
        return new ClientAddress("2001:db8:%s:%s::1".formatted(random.substring(0, 4), random.substring(4, 8)));
    }

    static String aLogin() {
        return UUID.randomUUID() + "@example.com";
    }

    private Optional<Duration> signInFrom(ClientAddress address) {
        return throttle().delay(SIGN_IN, address, "");
    }

    static void assertNearly(Duration actual, Duration expected) {
        assertThat(actual).isBetween(expected.minusMinutes(1), expected);
    }

    // ---- rates

    @Test
    default void knowsAfterARefusalThatTheAddressHasNoneLeft() {
        ClientAddress address = anAddress();
        SharedRateLimiter limiter = throttle();
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.delay(SIGN_IN, address, "")).isEmpty();
            assertThat(limiter.exhausted(SIGN_IN, address)).isNull();
        }
        Duration delay = limiter.delay(SIGN_IN, address, "").orElseThrow();

        RateLimitStatus known = Objects.requireNonNull(limiter.exhausted(SIGN_IN, address));
        assertThat(known.remaining()).isZero();
        assertThat(known.rate()).isEqualTo(RATE);
        assertNearly(known.untilMore(), delay);
        assertThat(limiter.exhausted(REFRESH, address)).isNull();
        assertThat(limiter.exhausted(SIGN_IN, anAddress())).isNull();
    }

    @Test
    default void knowsThatAWiderNetworkHasNoneLeft() {
        String prefix = aPrefix48();
        SharedRateLimiter limiter = throttle();
        for (int i = 0; i < 12; i++) {
            assertThat(limiter.delay(SIGN_IN, inSubnet(prefix, 0x100 * i), "")).isEmpty();
        }
        assertThat(limiter.delay(SIGN_IN, inSubnet(prefix, 0xe00), "")).isPresent();

        RateLimitStatus known = Objects.requireNonNull(limiter.exhausted(SIGN_IN, inSubnet(prefix, 0xf00)));
        assertThat(known.rate().burst()).isEqualTo(12);
        assertThat(limiter.exhausted(SIGN_IN, inSubnet(aPrefix48(), 0xf00))).isNull();
    }

    @Test
    default void letsABurstThroughAndThenOneMoreWithEachInterval() {
        ClientAddress address = anAddress();
        for (int i = 0; i < 3; i++) {
            assertThat(signInFrom(address)).isEmpty();
        }

        assertNearly(signInFrom(address).orElseThrow(), INTERVAL);

        letTimePass(INTERVAL);
        assertThat(signInFrom(address)).isEmpty();
        assertThat(signInFrom(address)).isPresent();
    }

    /** Of one /48, all different: 3 for each /64, 6 for each /56, 12 for the whole. */
    private static ClientAddress inSubnet(String prefix48, int subnet) {
        return new ClientAddress("%s:%x::1".formatted(prefix48, subnet));
    }

    private static String aPrefix48() {
        return "2001:db8:" + UUID.randomUUID().toString().substring(0, 4);
    }

    @Test
    default void countsWiderIpv6NetworksWithLargerAllowances() {
        String prefix = aPrefix48();
        // All /64 of one /56.
        for (int subnet = 0; subnet < 10; subnet++) {
            assertThat(signInFrom(inSubnet(prefix, subnet)).isEmpty()).isEqualTo(subnet < 6);
        }
        // Each /64 of another /56, of which 6 are left in the /48.
        for (int i = 1; i <= 10; i++) {
            assertThat(signInFrom(inSubnet(prefix, 0x100 * i)).isEmpty()).isEqualTo(i <= 6);
        }

        assertThat(signInFrom(inSubnet(aPrefix48(), 0))).isEmpty();
    }

    @Test
    default void takesNothingFromNarrowNetworksWhereAWiderOneIsEmpty() {
        String prefix = aPrefix48();
        for (int i = 0; i < 12; i++) {
            assertThat(signInFrom(inSubnet(prefix, 0x100 * i))).isEmpty();
        }
        ClientAddress waiting = inSubnet(prefix, 0xf00);
        for (int i = 0; i < 10; i++) {
            // The /48 has one more in a quarter of the interval, as it has four times the rate.
            assertNearly(signInFrom(waiting).orElseThrow(), INTERVAL.dividedBy(4));
        }

        letTimePass(INTERVAL);
        for (int i = 0; i < 3; i++) {
            assertThat(signInFrom(waiting)).isEmpty();
        }
        assertThat(signInFrom(waiting)).isPresent();
    }

    @Test
    default void tellsWhatIsLeftInTheNetworkThatHasTheLeast() {
        List<RateLimitStatus> told = new ArrayList<>();
        String prefix = aPrefix48();
        for (int i = 0; i < 13; i++) {
            Optional<Duration> unused = replica(told::add).delay(SIGN_IN, inSubnet(prefix, 0x100 * i), "");
        }

        assertThat(told).extracting(RateLimitStatus::remaining).containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 0, 0);
        assertThat(told.get(9).rate()).isEqualTo(RATE);
        assertThat(told.get(12).rate().burst()).isEqualTo(12);
    }

    @Test
    default void boundsTheWrongCodesOfANetworkOverAllAccounts() {
        ClientAddress address = anAddress();
        for (int i = 0; i < 4; i++) {
            assertThat(throttle().attemptCode(address).delay()).isEmpty();
        }

        Duration wait = throttle().attemptCode(address).delay().orElseThrow();

        assertNearly(wait, Duration.ofMinutes(15));
        assertThat(throttle().attemptCode(anAddress()).delay()).isEmpty();
        letTimePass(wait);
        assertThat(throttle().attemptCode(address).delay()).isEmpty();
        assertThat(throttle().attemptCode(address).delay()).isPresent();
    }

    @Test
    default void countsNoCodeThatWasRight() {
        ClientAddress address = anAddress();
        for (int i = 0; i < 20; i++) {
            LoginAttempt attempt = throttle().attemptCode(address);
            assertThat(attempt.delay()).isEmpty();
            attempt.cancel();
        }
    }

    @Test
    default void holdsNoRefusedAttemptAgainstTheAddress() {
        ClientAddress address = anAddress();
        for (int i = 0; i < 20; i++) {
            boolean refused = signInFrom(address).isPresent();
            assertThat(refused).isEqualTo(i >= 3);
        }

        letTimePass(INTERVAL);
        assertThat(signInFrom(address)).isEmpty();
    }

    @Test
    default void isFullAgainAfterTheWholeWindowAndNoFuller() {
        ClientAddress address = anAddress();
        assertThat(signInFrom(address)).isEmpty();

        letTimePass(INTERVAL.multipliedBy(100));
        for (int i = 0; i < 3; i++) {
            assertThat(signInFrom(address)).isEmpty();
        }
        assertThat(signInFrom(address)).isPresent();
    }

    @Test
    default void sharesWhatIsLeftAmongAllReplicas() {
        ClientAddress address = anAddress();
        SharedRateLimiter one = throttle();
        SharedRateLimiter other = throttle();

        assertThat(one.delay(SIGN_IN, address, "")).isEmpty();
        assertThat(other.delay(SIGN_IN, address, "")).isEmpty();
        assertThat(one.delay(SIGN_IN, address, "")).isEmpty();
        assertThat(other.delay(SIGN_IN, address, "")).isPresent();
        assertThat(one.delay(SIGN_IN, address, "")).isPresent();
    }

    @Test
    default void countsEachActionAndEachAddressApart() {
        ClientAddress address = anAddress();
        for (int i = 0; i < 4; i++) {
            boolean refused = signInFrom(address).isPresent();
            assertThat(refused).isEqualTo(i == 3);
        }

        assertThat(throttle().delay(REFRESH, address, "")).isEmpty();
        assertThat(signInFrom(anAddress())).isEmpty();
    }

    @Test
    default void tellsWhatIsLeft() {
        ClientAddress address = anAddress();
        List<RateLimitStatus> told = new ArrayList<>();
        SharedRateLimiter throttle = replica(told::add);
        for (int i = 0; i < 5; i++) {
            boolean refused = throttle.delay(REFRESH, address, "").isPresent();
            assertThat(refused).isEqualTo(i >= 3);
        }

        assertThat(told).extracting(RateLimitStatus::remaining).containsExactly(2, 1, 0, 0, 0);
        assertThat(told).allSatisfy(status -> {
            assertThat(status.action()).isEqualTo(REFRESH);
            assertThat(status.rate()).isEqualTo(RATE);
            assertNearly(status.untilMore(), INTERVAL);
        });

        letTimePass(INTERVAL.dividedBy(2));
        assertThat(throttle.delay(REFRESH, address, "")).isPresent();
        assertNearly(told.get(5).untilMore(), INTERVAL.dividedBy(2));
    }

    @Test
    default void limitsSignUpsWithOneEmailAddressFromWhereverTheyCome() {
        String email = aLogin();
        for (int i = 0; i < 5; i++) {
            assertThat(throttle().delay(SIGN_UP, anAddress(), i % 2 == 0 ? email : email.toUpperCase(Locale.ROOT)))
                    .isEmpty();
        }

        assertNearly(throttle().delay(SIGN_UP, anAddress(), email).orElseThrow(), Duration.ofMinutes(12));
        assertThat(throttle().delay(SIGN_UP, anAddress(), aLogin())).isEmpty();

        letTimePass(Duration.ofMinutes(12));
        assertThat(throttle().delay(SIGN_UP, anAddress(), email)).isEmpty();
    }
}
