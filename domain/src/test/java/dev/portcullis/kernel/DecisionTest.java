package dev.portcullis.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final Result<String> DONE = Result.of("tokens");

    private final List<String> steps = new ArrayList<>();

    private static void failIfAnnounced() {
        throw new AssertionError("announced");
    }

    @Test
    void decidesByLocalWorkWithoutAnAnnouncement() {
        Decision<String> decision = Decision.of(() -> {
            steps.add("decided");
            return DONE;
        });

        assertThat(decision.kind()).isEqualTo(Decision.Kind.LOCAL);
        assertThat(steps).isEmpty();
        assertThat(decision.decide(DecisionTest::failIfAnnounced)).isEqualTo(DONE);
        assertThat(steps).containsExactly("decided");
    }

    @Test
    void decidesAgainWhenTheUnitOfWorkIsRetried() {
        Decision<String> decision = Decision.of(() -> {
            steps.add("decided");
            return DONE;
        });

        assertThat(decision.decide(() -> {})).isEqualTo(decision.decide(() -> {}));
        assertThat(steps).hasSize(2);
    }

    @Test
    void holdsAResultThatIsKnownAlready() {
        Decision<String> decision = Decision.of(DONE);

        assertThat(decision.kind()).isEqualTo(Decision.Kind.LOCAL);
        assertThat(decision.decide(DecisionTest::failIfAnnounced)).isEqualTo(DONE);
    }

    @Test
    void passesTheAnnouncementToTheCallOfAnotherService() {
        Decision<String> decision = Decision.remote(announcement -> {
            announcement.run();
            steps.add("called");
            return DONE;
        });

        assertThat(decision.kind()).isEqualTo(Decision.Kind.REMOTE);
        assertThat(decision.decide(() -> steps.add("announced"))).isEqualTo(DONE);
        assertThat(steps).containsExactly("announced", "called");
    }

    @Test
    void turnsAwayWithARefusal() {
        Decision<String> decision = Decision.turnedAway(Reason.NOT_AUTHENTICATED);

        assertThat(decision.kind()).isEqualTo(Decision.Kind.TURNED_AWAY);
        assertThat(decision.decide(DecisionTest::failIfAnnounced)).isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
    }

    @Test
    void needsNoStoreForAResultThatIsOnlyCounted() {
        Decision<String> decision = Decision.withoutStore(DONE);

        assertThat(decision.kind()).isEqualTo(Decision.Kind.COUNTED);
        assertThat(decision.decide(DecisionTest::failIfAnnounced)).isEqualTo(DONE);
    }

    @Test
    void concludesWithAllFurtherWorkInOrder() {
        Decision<String> decision = Decision.of(DONE)
                .andThen(result -> steps.add("first " + result.value()))
                .andThen(result -> steps.add("second " + result.value()));

        assertThat(decision.decide(() -> {})).isEqualTo(DONE);
        assertThat(steps).isEmpty();
        assertThat(decision.conclude(DONE)).isEqualTo(DONE);
        assertThat(steps).containsExactly("first tokens", "second tokens");
    }

    @Test
    void answersTheCallerByAllChangesInOrder() {
        Decision<String> decision = Decision.of(DONE)
                .answering(result -> result.map(value -> value + " changed"))
                .answering(result -> result.map(value -> value + " twice"));

        assertThat(decision.decide(() -> {})).isEqualTo(DONE);
        assertThat(decision.conclude(DONE)).isEqualTo(DONE);
        assertThat(decision.answer(DONE).value()).isEqualTo("tokens changed twice");
        assertThat(Decision.of(DONE).answer(DONE)).isEqualTo(DONE);
    }

    @Test
    void undoesOnlyWhenAsked() {
        Decision<String> decision = Decision.of(DONE).undoneBy(() -> steps.add("undone"));

        assertThat(decision.answer(decision.conclude(decision.decide(() -> {}))))
                .isEqualTo(DONE);
        assertThat(steps).isEmpty();
        decision.undo();
        assertThat(steps).containsExactly("undone");
        Decision.of(DONE).undo();
    }

    @Test
    void keepsEverythingElseWhenOnePartIsAdded() {
        Decision<String> decision = Decision.<String>remote(announcement -> DONE)
                .andThen(result -> steps.add("concluded"))
                .answering(result -> result.map(value -> "answer"))
                .undoneBy(() -> steps.add("undone"))
                .andThen(result -> steps.add("concluded again"))
                .answering(result -> result);

        assertThat(decision.kind()).isEqualTo(Decision.Kind.REMOTE);
        assertThat(decision.conclude(decision.decide(() -> {}))).isEqualTo(DONE);
        assertThat(decision.answer(DONE).value()).isEqualTo("answer");
        decision.undo();
        assertThat(steps).containsExactly("concluded", "concluded again", "undone");
    }
}
