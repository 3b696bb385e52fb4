package dev.portcullis.ratelimit;

import static dev.portcullis.ratelimit.RateLimiter.Action.SIGN_IN;
import static dev.portcullis.ratelimit.RateLimiterContract.aLogin;
import static dev.portcullis.ratelimit.RateLimiterContract.anAddress;
import static dev.portcullis.ratelimit.RateLimiterContract.assertNearly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.caller.ClientAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link RateLimiter#attempt}: the delays after failed logins, which all replicas share. */
public interface LoginAttemptContract extends RateLimiterContract {
    private LoginAttempt guessed(ClientAddress address, String login) {
        LoginAttempt attempt = throttle().attempt(address, login);
        assertThat(attempt.delay()).isEmpty();
        return attempt;
    }

    private Duration refused(ClientAddress address, String login) {
        Optional<Duration> delay = throttle().attempt(address, login).delay();
        assertThat(delay).isPresent();
        return delay.get();
    }

    /** On a slow machine the first delays, of 1 and 2 seconds, may pass by unseen. */
    private void assertHasToWait(ClientAddress address, String login) {
        assertThat(IntStream.range(0, 3)
                        .anyMatch(
                                i -> throttle().attempt(address, login).delay().isPresent()))
                .isTrue();
    }

    /** Each as soon as it may be made. */
    private void guessPatiently(int guesses, ClientAddress address, String login) {
        for (int i = 0; i < guesses; i++) {
            throttle().attempt(address, login).delay().ifPresent(delay -> {
                letTimePass(delay.plusSeconds(1));
                assertThat(guessed(address, login)).isNotNull();
            });
        }
    }

    @Test
    default void makesAGuessWaitLongerAndLongerAfterTheFreeOnes() {
        String login = aLogin();
        for (int i = 0; i < 10; i++) {
            assertThat(guessed(anAddress(), login)).isNotNull();
        }

        for (long seconds = 1; seconds < 900; seconds *= 2) {
            Optional<Duration> delay = throttle().attempt(anAddress(), login).delay();
            // On a slow machine the first ones may be over: then this was the next attempt.
            assertThat(delay.isPresent() || seconds <= 4).isTrue();
            if (delay.isPresent()) {
                assertThat(delay.get()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(seconds));
                letTimePass(delay.get());
                assertThat(guessed(anAddress(), login)).isNotNull();
            }
        }
        for (int i = 0; i < 5; i++) {
            Duration delay = refused(anAddress(), login);
            assertNearly(delay, Duration.ofMinutes(15));
            letTimePass(delay);
            assertThat(guessed(anAddress(), login)).isNotNull();
        }
    }

    @Test
    default void countsGuessesAtALoginByAllReplicasAndInWhateverFormItIsWritten() {
        String login = aLogin();
        List<String> forms = List.of(login, login.toUpperCase(Locale.ROOT), " " + login, login + " ");
        IntStream.range(0, 10)
                .forEach(i -> assertThat(guessed(anAddress(), forms.get(i % 4))).isNotNull());

        assertHasToWait(anAddress(), login);
        assertThat(guessed(anAddress(), aLogin())).isNotNull();
    }

    @Test
    default void forgetsWrongGuessesAtARightOne() {
        String login = aLogin();
        for (int i = 0; i < 9; i++) {
            assertThat(guessed(anAddress(), login)).isNotNull();
        }
        guessed(anAddress(), login).succeeded();

        for (int i = 0; i < 10; i++) {
            assertThat(guessed(anAddress(), login)).isNotNull();
        }
        assertHasToWait(anAddress(), login);
    }

    @Test
    default void forgetsWrongGuessesADayAfterTheLast() {
        String login = aLogin();
        guessPatiently(40, anAddress(), login);

        letTimePass(Duration.ofHours(24));

        for (int i = 0; i < 10; i++) {
            assertThat(guessed(anAddress(), login)).isNotNull();
        }
        assertHasToWait(anAddress(), login);
    }

    @Test
    default void holdsNoGuessThatWasWithdrawnAgainstTheLogin() {
        String login = aLogin();
        for (int i = 0; i < 30; i++) {
            guessed(anAddress(), login).cancel();
        }
        guessPatiently(15, anAddress(), login);
        letTimePass(Duration.ofMinutes(14));

        guessed(anAddress(), login).cancel();

        // It does not restart the wait either.
        assertThat(guessed(anAddress(), login)).isNotNull();
    }

    @Test
    default void takesBackOneGuessAloneWhenOthersCameAfterIt() {
        String login = aLogin();
        LoginAttempt first = guessed(anAddress(), login);
        for (int i = 0; i < 9; i++) {
            assertThat(guessed(anAddress(), login)).isNotNull();
        }

        first.cancel();

        assertThat(guessed(anAddress(), login)).isNotNull();
        assertHasToWait(anAddress(), login);
    }

    @Test
    default void takesNoGuessBackThatWasForgottenMeanwhile() {
        String login = aLogin();
        LoginAttempt first = guessed(anAddress(), login);
        guessed(anAddress(), login).succeeded();

        first.cancel();

        for (int i = 0; i < 10; i++) {
            assertThat(guessed(anAddress(), login)).isNotNull();
        }
        assertHasToWait(anAddress(), login);
    }

    /** NIST SP 800-63B-4, 3.2.2. */
    @Test
    default void takesNoMoreThanAHundredWrongGuessesInARow() {
        String login = aLogin();
        ClientAddress home = anAddress();
        guessed(home, login).succeeded();
        guessPatiently(80, anAddress(), login);

        assertNearly(refused(anAddress(), login), Duration.ofHours(24));

        guessPatiently(20, home, login);
        assertNearly(refused(home, login), Duration.ofHours(24));
        letTimePass(Duration.ofHours(23));
        assertNearly(refused(home, login), Duration.ofHours(1));
        assertHasToWait(anAddress(), login);

        letTimePass(Duration.ofHours(1));
        assertThat(guessed(home, login)).isNotNull();
        assertThat(guessed(anAddress(), login)).isNotNull();
    }

    @Test
    default void keepsNobodyOutWhereTheyAreKnownHoweverLongStrangersGuess() {
        String login = aLogin();
        ClientAddress home = anAddress();
        guessed(home, login).succeeded();

        for (int day = 0; day < 7; day++) {
            guessPatiently(80, anAddress(), login);
            assertThat(refused(anAddress(), login)).isGreaterThan(Duration.ofHours(23));

            guessed(home, login).succeeded();
        }
    }

    @Test
    default void delaysWrongGuessesAlsoWhereSomeoneIsKnown() {
        String login = aLogin();
        ClientAddress home = anAddress();
        guessed(home, login).succeeded();
        for (int i = 0; i < 10; i++) {
            assertThat(guessed(home, login)).isNotNull();
        }

        assertHasToWait(home, login);
    }

    /** On a known network, wrong passwords from elsewhere do not count: a new account has no such network. */
    @Test
    default void forgetsFailuresAndKnownNetworksWithTheAccount() {
        String login = aLogin();
        ClientAddress home = anAddress();
        guessed(home, login).succeeded();
        guessPatiently(20, anAddress(), login);

        for (int i = 0; i < 10; i++) {
            assertThat(throttle().attemptReset(anAddress(), login).delay()).isEmpty();
        }

        throttle().forget(login);

        for (int i = 0; i < 10; i++) {
            assertThat(throttle().attemptReset(anAddress(), login).delay()).isEmpty();
        }
        ClientAddress stranger = anAddress();
        for (int i = 0; i < 10; i++) {
            assertThat(guessed(stranger, login)).isNotNull();
        }
        assertHasToWait(home, login);
    }

    @Test
    default void knowsNobodyAMonthAfterTheyWereLastRight() {
        String login = aLogin();
        ClientAddress home = anAddress();
        guessed(home, login).succeeded();
        letTimePass(FailedLoginStore.KNOWN.plusDays(2));
        guessPatiently(20, anAddress(), login);

        assertHasToWait(home, login);
    }

    @Test
    default void forgetsNothingThatStillCounts() {
        ClientAddress address = anAddress();
        String login = aLogin();
        String other = aLogin();
        for (int i = 0; i < 3; i++) {
            assertThat(throttle().delay(SIGN_IN, address, "")).isEmpty();
        }
        guessed(address, other).succeeded();
        guessPatiently(20, anAddress(), other);
        for (int i = 0; i < 10; i++) {
            assertThat(guessed(address, login)).isNotNull();
        }

        throttle().forgetOld();

        assertThat(throttle().delay(SIGN_IN, address, "")).isPresent();
        assertThat(guessed(address, other)).isNotNull();
        assertHasToWait(address, login);
    }

    @Test
    default void movesFailuresToTheNewNameOfALoginInPlaceOfItsOwn() {
        String before = aLogin();
        String after = aLogin();
        ClientAddress home = anAddress();
        guessed(home, before).succeeded();
        guessPatiently(14, anAddress(), before);
        guessPatiently(3, anAddress(), after);
        assertHasToWait(anAddress(), before);

        throttle().rename(before, after);

        assertThat(guessed(anAddress(), before)).isNotNull();
        assertHasToWait(anAddress(), after);
        assertHasToWait(home, after);
    }

    @Test
    default void renamesALoginWithoutFailuresAndToItself() {
        String login = aLogin();
        throttle().rename(login, aLogin());
        guessPatiently(14, anAddress(), login);

        throttle().rename(login, login.toUpperCase(Locale.ROOT));

        assertHasToWait(anAddress(), login);
    }

    // ---- resets

    @Test
    default void delaysResetsByLoginFromWhereverTheyComeAndWhetherOrNotItExists() {
        String login = aLogin();
        for (int i = 0; i < 10; i++) {
            assertThat(throttle().attemptReset(anAddress(), login).delay()).isEmpty();
        }

        assertThat(IntStream.range(0, 3)
                        .anyMatch(i -> throttle()
                                .attemptReset(anAddress(), login)
                                .delay()
                                .isPresent()))
                .isTrue();
        assertThat(throttle().attemptReset(anAddress(), aLogin()).delay()).isEmpty();
    }

    @Test
    default void boundsTheWrongResetCodesOfANetworkOverAllLogins() {
        ClientAddress address = anAddress();
        for (int i = 0; i < 4; i++) {
            assertThat(throttle().attemptReset(address, aLogin()).delay()).isEmpty();
        }

        assertNearly(throttle().attemptReset(address, aLogin()).delay().orElseThrow(), Duration.ofMinutes(15));
        assertThat(throttle().attemptCode(address).delay()).isPresent();
    }

    /** Strangers who guess at one login must not delay the resets of others behind the same address. */
    @Test
    default void countsNoResetForTheNetworkIfTheLoginHasToWait() {
        String login = aLogin();
        for (int i = 0; i < 10; i++) {
            assertThat(throttle().attemptReset(anAddress(), login).delay()).isEmpty();
        }
        ClientAddress address = anAddress();
        // On a slow machine the delays of 1 and 2 seconds may be over, and two of these are counted.
        for (int i = 0; i < 10; i++) {
            Optional<Duration> unused = throttle().attemptReset(address, login).delay();
        }

        assertThat(throttle().attemptReset(address, aLogin()).delay()).isEmpty();
    }

    @Test
    default void countsNoResetThatWasCancelled() {
        String login = aLogin();
        ClientAddress address = anAddress();
        for (int i = 0; i < 30; i++) {
            LoginAttempt attempt = throttle().attemptReset(address, login);
            assertThat(attempt.delay()).isEmpty();
            attempt.cancel();
        }
    }

    @Test
    default void delaysNoResetByGuessesAtThePasswordAndNoPasswordByFailedResets() {
        String login = aLogin();
        guessPatiently(15, anAddress(), login);
        assertThat(throttle().attemptReset(anAddress(), login).delay()).isEmpty();

        String other = aLogin();
        for (int i = 0; i < 10; i++) {
            assertThat(throttle().attemptReset(anAddress(), other).delay()).isEmpty();
        }
        assertThat(guessed(anAddress(), other)).isNotNull();
    }

    @Test
    default void letsNoStrangerDelayAResetOnANetworkWhereTheLoginIsKnown() {
        String login = aLogin();
        ClientAddress home = anAddress();
        guessed(home, login).succeeded();
        for (int i = 0; i < 15; i++) {
            Optional<Duration> unused =
                    throttle().attemptReset(anAddress(), login).delay();
        }

        assertThat(throttle().attemptReset(home, login).delay()).isEmpty();
    }

    @Test
    default void movesFailedResetsToTheNewNameOfALogin() {
        String before = aLogin();
        String after = aLogin();
        for (int i = 0; i < 14; i++) {
            Optional<Duration> unused =
                    throttle().attemptReset(anAddress(), before).delay();
            letTimePass(Duration.ofSeconds(20));
        }

        throttle().rename(before, after);

        assertThat(throttle().attemptReset(anAddress(), before).delay()).isEmpty();
        assertThat(IntStream.range(0, 3)
                        .anyMatch(i -> throttle()
                                .attemptReset(anAddress(), after)
                                .delay()
                                .isPresent()))
                .isTrue();
    }

    @Test
    default void forgetsTheFailuresOfBothKindsAtASuccessfulReset() {
        String login = aLogin();
        guessPatiently(20, anAddress(), login);
        ClientAddress address = anAddress();
        throttle().attemptReset(address, login).succeeded();

        for (int i = 0; i < 10; i++) {
            assertThat(throttle().attemptReset(anAddress(), login).delay()).isEmpty();
            assertThat(guessed(anAddress(), login)).isNotNull();
        }
    }
}
