package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.Session.Presented;
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
            new SessionPolicy(Duration.ofDays(14), Duration.ofDays(90), Duration.ofSeconds(10));
    private static final Session OPENED =
            Session.opened(new SessionId(new UUID(1, 1)), new AccountId(new UUID(2, 2)), NOON, POLICY);

    private static Session advanced(Session session, Instant now) {
        Presented presented = session.present(session.counter(), now, POLICY);
        assertThat(presented).isInstanceOf(Presented.Advanced.class);
        return ((Presented.Advanced) presented).session();
    }

    @Test
    void countsAParentAsParallelUpToTheEndOfTheGraceWindow() {
        Session second = advanced(OPENED, NOON);

        assertThat(second.present(1, NOON.plusSeconds(10), POLICY)).isEqualTo(new Presented.Repeated(second, false));
        assertThat(second.present(1, NOON.plusSeconds(10).plusNanos(1_000), POLICY))
                .isInstanceOfSatisfying(Presented.Repeated.class, repeated -> {
                    assertThat(repeated.late()).isTrue();
                    assertThat(repeated.session().lostCycles()).isEqualTo(1);
                    assertThat(repeated.session().counter()).isEqualTo(second.counter());
                    assertThat(repeated.session().advancedAt()).isEqualTo(second.advancedAt());
                });
    }

    @Test
    void livesUpToTheEndOfItsIdleLifetime() {
        Instant end = NOON.plus(Duration.ofDays(14));

        assertThat(OPENED.present(1, end.minusNanos(1_000), POLICY)).isInstanceOf(Presented.Advanced.class);
        assertThat(OPENED.present(1, end, POLICY)).isEqualTo(new Presented.Over(true));
        assertThat(OPENED.remaining(NOON.plusSeconds(1), POLICY))
                .isEqualTo(Duration.ofDays(14).minusSeconds(1));
    }

    @Test
    void endsWhenATokenIsAheadOfTheCounter() {
        assertThat(OPENED.present(2, NOON, POLICY))
                .isInstanceOfSatisfying(
                        Presented.Ended.class,
                        ended -> assertThat(ended.reason()).isEqualTo(Session.End.Reason.COUNTER_LOST));
    }

    @Test
    void keepsItsFirstEnd() {
        Session ended = OPENED.ended(NOON, Session.End.Reason.SIGNED_OUT);

        assertThat(ended.ended(NOON.plusSeconds(1), Session.End.Reason.REPLACED))
                .isEqualTo(ended);
        assertThat(ended.present(1, NOON, POLICY)).isEqualTo(new Presented.Over(false));
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
    void neverSignsAnHonestClientOutWhateverAnswersGetLostInsideTheWindow(
            @ForAll("stepsInsideTheWindow") List<Step> steps) {
        Session session = OPENED;
        long held = 1;
        Instant now = NOON;
        Instant lastAdvance = NOON;
        for (Step step : steps) {
            // The client tries again within the window of the advance whose answer it missed.
            Instant next = now.plusSeconds(step.secondsLater());
            now = held < session.counter() && next.isAfter(lastAdvance.plusSeconds(10)) ? now : next;
            Presented presented = session.present(held, now, POLICY);
            assertThat(presented).isInstanceOfAny(Presented.Advanced.class, Presented.Repeated.class);
            if (presented instanceof Presented.Advanced moved) {
                session = moved.session();
                lastAdvance = now;
            }
            if (step.answerArrives()) {
                held = session.counter();
            }
        }
        assertThat(session.lostCycles()).isZero();
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
        long owners = session.counter();
        long thiefs = session.counter();
        int cycles = 0;
        while (session.ended() == null) {
            cycles++;
            session = advanced(session, now);
            owners = session.counter();
            now = now.plusSeconds(secondsBetween);
            Presented second = session.present(thiefs, now, POLICY);
            session = second.fold(new Presented.Cases<>(
                    Presented.Advanced::session, Presented.Repeated::session, Presented.Ended::session, over -> {
                        throw new AssertionError("the session was over before the theft was found out");
                    }));
            thiefs = session.counter();
        }
        assertThat(cycles).isEqualTo(4);
        assertThat(owners).isEqualTo(session.counter());
    }

    @Property
    void endsAtAnyAncestorOfTheParent(
            @ForAll @IntRange(min = 2, max = 50) int advances, @ForAll @IntRange(min = 1, max = 49) int age) {
        Session session = OPENED;
        for (int i = 0; i < advances; i++) {
            session = advanced(session, NOON);
        }
        long ancestor = Math.max(1, session.counter() - 1 - age);

        assertThat(session.present(ancestor, NOON, POLICY)).isInstanceOfSatisfying(Presented.Ended.class, ended -> {
            assertThat(ended.reason()).isEqualTo(Session.End.Reason.TOKEN_REUSED);
            assertThat(ended.session().ended()).isNotNull();
        });
    }
}
