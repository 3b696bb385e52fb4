package dev.portcullis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** How wrong guesses delay the next, as pure rules. */
class FailureCountTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static FailureCount guesses(int count) {
        return new FailureCount(count, NOON);
    }

    @Property
    void growsTheDelayWithEachGuessUpToTheLongest(@ForAll @IntRange(min = 0, max = 10_000) int count) {
        Duration delay = guesses(count).delayAt(NOON);
        Duration next = guesses(count + 1).delayAt(NOON);

        assertThat(next).isGreaterThanOrEqualTo(delay).isLessThanOrEqualTo(Duration.ofMinutes(15));
        assertThat(delay.isZero()).isEqualTo(count < 10);
        if (!delay.isZero() && next.compareTo(Duration.ofMinutes(15)) < 0) {
            assertThat(next).isEqualTo(delay.multipliedBy(2));
        }
    }

    @Property
    void endsEveryDelayByTimeAlone(
            @ForAll @IntRange(min = 0, max = 10_000) int count,
            @ForAll @LongRange(min = 0, max = 200_000) long seconds) {
        FailureCount guesses = guesses(count);
        Duration now = guesses.delayAt(NOON);
        Duration later = guesses.delayAt(NOON.plusSeconds(seconds));

        assertThat(later).isLessThanOrEqualTo(now.minusSeconds(seconds));
        assertThat(guesses.delayAt(NOON.plus(FailureCount.LONGEST_DELAY))).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(guesses.countAt(NOON.plus(FailureCount.MEMORY))).isZero();
    }

    @Test
    void waitsASecondAfterTheTenthGuessAndAQuarterOfAnHourFromTheTwentiethOn() {
        assertThat(guesses(9).delayAt(NOON)).isZero();
        assertThat(guesses(10).delayAt(NOON)).isEqualTo(Duration.ofSeconds(1));
        assertThat(guesses(19).delayAt(NOON)).isEqualTo(Duration.ofSeconds(512));
        assertThat(guesses(20).delayAt(NOON)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void leavesAGuesserWhoNeverStopsAboutFiftyADay() {
        FailedLogins guesses = new FailedLogins(FailureCount.NONE, null);
        Instant now = NOON;
        Instant end = NOON.plus(Duration.ofDays(100));
        int compared = 0;
        while (now.isBefore(end)) {
            Duration delay = guesses.delayAt(now);
            now = delay.isNegative() ? now : now.plus(delay);
            guesses = guesses.counting(now);
            compared++;
        }

        assertThat(compared).isBetween(45 * 100, 55 * 100);
    }

    /** A guess by someone: from where the owner is known or not, and how long after the one before. */
    private record Step(boolean known, long secondsLater) {}

    @Provide
    Arbitrary<List<Step>> attacks() {
        Arbitrary<Long> pauses = Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.longs().between(0, 1_000)),
                Tuple.of(1, Arbitraries.longs().between(1_000, 90_000)));
        return Combinators.combine(Arbitraries.of(true, false), pauses)
                .as(Step::new)
                .list()
                .ofMinSize(200)
                .ofMaxSize(600);
    }

    @Property(tries = 300)
    void letsNeverMoreThanAHundredThroughBeforeADayOfQuiet(@ForAll("attacks") List<Step> attack) {
        FailureCount all = FailureCount.NONE;
        FailureCount own = FailureCount.NONE;
        Instant now = NOON;
        int inARow = 0;
        int byStrangers = 0;
        for (Step step : attack) {
            now = now.plusSeconds(step.secondsLater());
            if (all.lastAt() != null && !now.isBefore(all.lastAt().plus(FailureCount.MEMORY))) {
                inARow = 0;
                byStrangers = 0;
            }
            FailedLogins met = new FailedLogins(all, step.known() ? own : null);
            if (met.delayAt(now).compareTo(Duration.ZERO) > 0) {
                continue;
            }
            FailedLogins counted = met.counting(now);
            all = counted.all();
            own = counted.own() == null ? own : counted.own();
            inARow++;
            byStrangers += step.known() ? 0 : 1;
            assertThat(inARow).isLessThanOrEqualTo(100);
            assertThat(byStrangers).isLessThanOrEqualTo(80);
        }
    }
}
