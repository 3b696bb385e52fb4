package dev.portcullis.signingkey;

import static dev.portcullis.signingkey.SigningKeySchedule.State.CURRENT;
import static dev.portcullis.signingkey.SigningKeySchedule.State.NEXT;
import static dev.portcullis.signingkey.SigningKeySchedule.State.RETIRED;
import static dev.portcullis.signingkey.SigningKeySchedule.State.RETIRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final KeyPolicy POLICY = new KeyPolicy(Duration.ofDays(30), Duration.ofDays(1));
    private static final SigningKeySchedule OLD = new SigningKeySchedule("old", NOON, NOON, NOON.plusSeconds(300));
    private static final SigningKeySchedule NEW =
            new SigningKeySchedule("new", NOON.plusSeconds(100), NOON.plusSeconds(200), null);

    private static KeyRing ring(SigningKeySchedule... keys) {
        return new KeyRing(List.of(keys));
    }

    @Test
    void givesTheTurnToTheNextKeyAtItsTime() {
        KeyRing ring = ring(OLD, NEW);

        assertThat(ring.signing(NOON.plusSeconds(200).minusNanos(1))).contains(OLD);
        assertThat(ring.signing(NOON.plusSeconds(200))).contains(NEW);
        assertThat(ring.next(NOON.plusSeconds(200).minusNanos(1))).contains(NEW);
        assertThat(ring.next(NOON.plusSeconds(200))).isEmpty();
    }

    @Test
    void publishesTheOneThatSignsFirstAndNoneThatIsGone() {
        KeyRing ring = ring(OLD, NEW);

        assertThat(ring.published(NOON.plusSeconds(199))).containsExactly(OLD, NEW);
        assertThat(ring.published(NOON.plusSeconds(200))).containsExactly(NEW, OLD);
        assertThat(ring.published(NOON.plusSeconds(300).minusNanos(1))).containsExactly(NEW, OLD);
        assertThat(ring.published(NOON.plusSeconds(300))).containsExactly(NEW);
    }

    @Test
    void acceptsTheKeysThatItPublishes() {
        KeyRing ring = ring(OLD, NEW);

        for (int second : new int[] {0, 199, 200, 299, 300, 301}) {
            Instant at = NOON.plusSeconds(second);
            assertThat(ring.accepts("old", at)).isEqualTo(ring.published(at).contains(OLD));
            assertThat(ring.accepts("new", at)).isTrue();
            assertThat(ring.accepts("other", at)).isFalse();
        }
    }

    @Test
    void namesWhatEachKeyIsFor() {
        KeyRing ring = ring(OLD, NEW);

        assertThat(ring.state(OLD, NOON.plusSeconds(199))).isEqualTo(CURRENT);
        assertThat(ring.state(NEW, NOON.plusSeconds(199))).isEqualTo(NEXT);
        assertThat(ring.state(OLD, NOON.plusSeconds(200))).isEqualTo(RETIRING);
        assertThat(ring.state(NEW, NOON.plusSeconds(200))).isEqualTo(CURRENT);
        assertThat(ring.state(OLD, NOON.plusSeconds(300))).isEqualTo(RETIRED);
    }

    @Test
    void letsTheOnlyKeySignForAClockThatIsLate() {
        assertThat(ring(NEW).signing(NOON)).contains(NEW);
        assertThat(ring(NEW).next(NOON)).isEmpty();
        assertThat(ring(NEW).state(NEW, NOON)).isEqualTo(CURRENT);
    }

    @Test
    void hasNobodySignWhenAllAreGone() {
        assertThat(ring(OLD).signing(NOON.plusSeconds(300))).isEqualTo(Optional.empty());
        assertThat(ring().signing(NOON)).isEmpty();
    }

    @Test
    void isDueForTheNextKeySoLongBeforeItsTurnAsItIsPublishedAhead() {
        SigningKeySchedule first = new SigningKeySchedule("first", NOON, NOON, null);
        Instant due = NOON.plus(Duration.ofDays(29));

        assertThat(ring(first).isNextDue(POLICY, due.minusNanos(1))).isFalse();
        assertThat(ring(first).isNextDue(POLICY, due)).isTrue();
        SigningKeySchedule next = new SigningKeySchedule("next", due, due.plus(Duration.ofDays(1)), null);
        assertThat(ring(first, next).isNextDue(POLICY, due)).isFalse();
        assertThat(ring().isNextDue(POLICY, NOON)).isTrue();
    }

    @Test
    void takesNoPolicyByWhichSomebodyDoesNotKnowTheKeyThatSigns() {
        Duration least = Duration.ofSeconds(330);
        assertThat(KeyPolicy.leastAhead()).isEqualTo(least);

        assertThat(new KeyPolicy(Duration.ofHours(1), least.plusNanos(1))).isNotNull();
        assertThatThrownBy(() -> new KeyPolicy(Duration.ofHours(1), least))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeyPolicy(Duration.ofHours(1), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
