package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.Session.Rotation;
import dev.portcullis.session.Session.RotationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The state machine of a session as pure rules; {@link SessionsContract} has the same rules through the port. */
class SessionTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final SessionPolicy POLICY =
            new SessionPolicy(Duration.ofDays(14), Duration.ofDays(90), Duration.ofSeconds(10), 100);
    private static final Session OPENED =
            Session.opened(new SessionId(new UUID(1, 1)), new AccountId(new UUID(2, 2)), NOON, POLICY);

    private static Session advanced(Session session, Instant now) {
        Rotation rotation = session.rotate(session.counter(), now, POLICY);
        assertThat(rotation.result()).isEqualTo(RotationResult.ADVANCED);
        return rotation.session();
    }

    @Test
    void countsAParentAsParallelUpToTheEndOfTheGraceWindow() {
        Session second = advanced(OPENED, NOON);

        assertThat(second.rotate(1, NOON.plusSeconds(10), POLICY))
                .isEqualTo(new Rotation(RotationResult.REPEATED, second));
        Rotation late = second.rotate(1, NOON.plusSeconds(10).plusNanos(1_000), POLICY);
        assertThat(late.result()).isEqualTo(RotationResult.RECOVERED);
        assertThat(late.session().consecutiveLateCycles()).isEqualTo(1);
        assertThat(late.session().lateInThisCycle()).isTrue();
        assertThat(late.session().counter()).isEqualTo(second.counter());
        assertThat(late.session().advancedAt()).isEqualTo(second.advancedAt());
    }

    @Test
    void countsOneLateCycleHoweverOftenTheParentIsLateInIt() {
        Session session = advanced(OPENED, NOON);
        Instant now = NOON;
        for (int i = 0; i < 4; i++) {
            now = now.plusSeconds(11);
            Rotation late = session.rotate(1, now, POLICY);
            assertThat(late.result()).isEqualTo(RotationResult.RECOVERED);
            session = late.session();
            assertThat(session.consecutiveLateCycles()).isEqualTo(1);
        }

        assertThat(session.ended()).isNull();
        assertThat(advanced(session, now).counter()).isEqualTo(3);
    }

    @Test
    void resetsTheLateCyclesAtACycleWithoutALateCall() {
        Session late =
                advanced(OPENED, NOON).rotate(1, NOON.plusSeconds(11), POLICY).session();

        Session next = advanced(late, NOON.plusSeconds(12));
        assertThat(next.consecutiveLateCycles()).isEqualTo(1);
        assertThat(next.lateInThisCycle()).isFalse();
        assertThat(advanced(next, NOON.plusSeconds(13)).consecutiveLateCycles()).isZero();
    }

    @Test
    void livesUpToTheEndOfItsIdleLifetime() {
        Instant end = NOON.plus(Duration.ofDays(14));

        assertThat(OPENED.rotate(1, end.minusNanos(1_000), POLICY).result()).isEqualTo(RotationResult.ADVANCED);
        assertThat(OPENED.rotate(1, end, POLICY)).isEqualTo(new Rotation(RotationResult.EXPIRED, OPENED));
        assertThat(OPENED.remaining(NOON.plusSeconds(1), POLICY))
                .isEqualTo(Duration.ofDays(14).minusSeconds(1));
    }

    @Test
    void endsWhenATokenIsAheadOfTheCounter() {
        assertThat(OPENED.rotate(2, NOON, POLICY))
                .isEqualTo(
                        new Rotation(RotationResult.COUNTER_LOST, OPENED.ended(NOON, Session.End.Reason.COUNTER_LOST)));
    }

    @Test
    void keepsItsFirstEnd() {
        Session ended = OPENED.ended(NOON, Session.End.Reason.SIGNED_OUT);

        assertThat(ended.ended(NOON.plusSeconds(1), Session.End.Reason.REPLACED))
                .isEqualTo(ended);
        assertThat(ended.rotate(1, NOON, POLICY)).isEqualTo(new Rotation(RotationResult.ENDED, ended));
    }

    /** One call of an honest client: how long after the one before, and whether its answer arrives. */
    private record Step(int secondsLater, boolean answerArrives) {}

    @Provide
    Arbitrary<List<Step>> stepsInsideTheWindow() {
        return Arbitraries.integers()
                .between(0, 10)
                .flatMap(seconds -> Arbitraries.of(true, false).map(arrives -> new Step(seconds, arrives)))
                .list()
                .ofMaxSize(200);
    }

    @Property
    void neverSignsAnHonestClientOutHoweverManyResponsesGetLostInsideTheWindow(
            @ForAll("stepsInsideTheWindow") List<Step> steps) {
        Session session = OPENED;
        long held = 1;
        Instant now = NOON;
        Instant lastAdvance = NOON;
        for (Step step : steps) {
            // The client tries again within the window of the advance whose answer it missed.
            Instant next = now.plusSeconds(step.secondsLater());
            now = held < session.counter() && next.isAfter(lastAdvance.plusSeconds(10)) ? now : next;
            Rotation rotation = session.rotate(held, now, POLICY);
            assertThat(rotation.result()).isIn(RotationResult.ADVANCED, RotationResult.REPEATED);
            session = rotation.session();
            if (rotation.result() == RotationResult.ADVANCED) {
                lastAdvance = now;
            }
            if (step.answerArrives()) {
                held = session.counter();
            }
        }
        assertThat(session.consecutiveLateCycles()).isZero();
    }

    @Property
    void findsOutTwoHoldersWhoAlternateWithinFourCycles(
            @ForAll @IntRange(min = 0, max = 30) int goodCyclesBefore,
            @ForAll @IntRange(min = 11, max = 1_000_000) int secondsBetween) {
        Session session = OPENED;
        Instant now = NOON;
        for (int i = 0; i < goodCyclesBefore; i++) {
            now = now.plusSeconds(secondsBetween / 40);
            session = advanced(session, now);
        }
        long owner = session.counter();
        long thief = session.counter();
        int cycles = 0;
        while (session.ended() == null) {
            cycles++;
            session = advanced(session, now);
            owner = session.counter();
            now = now.plusSeconds(secondsBetween);
            Rotation second = session.rotate(thief, now, POLICY);
            assertThat(second.result()).isNotIn(RotationResult.ENDED, RotationResult.EXPIRED);
            session = second.session();
            thief = session.counter();
        }
        assertThat(cycles).isEqualTo(4);
        assertThat(owner).isEqualTo(session.counter());
    }

    @Property
    void endsAtAnyAncestorOfTheParent(
            @ForAll @IntRange(min = 2, max = 50) int advances, @ForAll @IntRange(min = 1, max = 49) int age) {
        Session session = OPENED;
        for (int i = 0; i < advances; i++) {
            session = advanced(session, NOON);
        }
        long ancestor = Math.max(1, session.counter() - 1 - age);

        assertThat(session.rotate(ancestor, NOON, POLICY))
                .isEqualTo(new Rotation(RotationResult.REUSED, session.ended(NOON, Session.End.Reason.TOKEN_REUSED)));
    }
}
