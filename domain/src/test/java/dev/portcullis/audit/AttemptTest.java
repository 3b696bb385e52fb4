package dev.portcullis.audit;

import static dev.portcullis.kernel.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.kernel.UpstreamFailure;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever becomes of an attempt, it leaves one event. */
class AttemptTest {
    private static final AttemptedLogin LOGIN = new AttemptedLogin("ada@example.com", "a***@e***");
    private static final AuditEvent REFUSAL = new AuditEvent.LoginFailed(null, LOGIN, "unknown_login");

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);

    private Attempt<String> anAttempt(UnitOfWork work, WhenUnavailable policy) {
        return new Attempts(audit, work, policy).begin(AuditEvent.Action.SIGN_IN, LOGIN, aCaller(), outcome -> REFUSAL);
    }

    private Attempt<String> anAttempt() {
        return anAttempt(database, WhenUnavailable.REFUSE);
    }

    @Test
    void leavesTheEventOfAPortThatRecordsInsideItsUnitOfWork() {
        String outcome = anAttempt().ask(recorder -> database.decide(() -> "denied", recorder));

        assertThat(outcome).isEqualTo("denied");
        assertThat(audit.events()).containsExactly(REFUSAL);
    }

    @Test
    void leavesTheEventOfAGuard() {
        assertThat(anAttempt().refuse("denied")).isEqualTo("denied");

        assertThat(audit.events()).containsExactly(REFUSAL);
    }

    @Test
    void leavesTheAnnouncementAndTheEventThatCompletesIt() {
        String outcome = anAttempt().ask(recorder -> {
            recorder.announce();
            assertThat(audit.events()).extracting(AuditEvent::outcome).containsExactly(AuditEvent.Outcome.UNKNOWN);
            recorder.conclude("denied");
            return "denied";
        });

        assertThat(outcome).isEqualTo("denied");
        List<InMemoryAuditWriter.Entry> entries = audit.entries();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).event()).isEqualTo(REFUSAL);
        assertThat(entries.get(1).completes())
                .isEqualTo(new AttemptId(entries.get(0).id()));
    }

    @Test
    void tellsOfAnAttemptThatWasTurnedAwayForWantOfRoom() {
        Overloaded overloaded = new Overloaded(Duration.ofSeconds(1));

        assertThatThrownBy(() -> anAttempt().ask(recorder -> {
                    throw overloaded;
                }))
                .isSameAs(overloaded);

        assertThat(audit.events())
                .containsExactly(new AuditEvent.RateLimited(AuditEvent.Action.SIGN_IN, LOGIN, "overloaded"));
    }

    @Test
    void tellsOfAnAttemptThatTheUpstreamLeftOpen() {
        assertThatThrownBy(() -> anAttempt().ask(recorder -> {
                    recorder.announce();
                    throw new UpstreamFailure(UpstreamFailure.Kind.TIMEOUT, null, "late", null);
                }))
                .isInstanceOf(UpstreamFailure.class);

        assertThat(audit.entries()).hasSize(2);
        assertThat(audit.last())
                .isEqualTo(new AuditEvent.AttemptFailed(AuditEvent.Action.SIGN_IN, LOGIN, "upstream_timeout"));
        assertThat(audit.entries().get(1).completes())
                .isEqualTo(new AttemptId(audit.entries().get(0).id()));
    }

    @Test
    void tellsOfAnAttemptThatFailedByABug() {
        assertThatThrownBy(() -> anAttempt()
                        .ask(recorder -> database.call(() -> {
                            recorder.record("granted");
                            throw new IllegalStateException("bug");
                        })))
                .hasMessage("bug");

        assertThat(audit.events())
                .containsExactly(new AuditEvent.AttemptFailed(AuditEvent.Action.SIGN_IN, LOGIN, "fault"));
    }

    @Test
    void leavesOneEventWhenABugComesAfterTheOutcome() {
        assertThatThrownBy(() -> anAttempt().ask(recorder -> {
                    recorder.announce();
                    recorder.conclude("denied");
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");

        assertThat(audit.entries()).hasSize(2);
        assertThat(audit.last()).isEqualTo(REFUSAL);
    }

    @Test
    void letsNothingThroughThatCannotBeAnnouncedOrConcluded() {
        audit.becomeUnavailable();
        assertThatThrownBy(() -> anAttempt().announce()).isInstanceOf(AuditUnavailable.class);
        assertThatThrownBy(() -> anAttempt().refuse("denied")).isInstanceOf(AuditUnavailable.class);
        audit.becomeAvailable();

        Attempt<String> attempt = anAttempt();
        attempt.announce();
        audit.becomeUnavailable();
        assertThatThrownBy(() -> attempt.conclude("granted")).isInstanceOf(AuditUnavailable.class);

        assertThat(audit.events()).extracting(AuditEvent::outcome).containsExactly(AuditEvent.Outcome.UNKNOWN);
    }

    @Test
    void meansByAnUnavailableStoreThatTheLogIsUnavailable() {
        Attempt<String> attempt = anAttempt(new UnavailableStore(), WhenUnavailable.REFUSE);

        assertThatThrownBy(attempt::announce).isInstanceOf(AuditUnavailable.class);
    }

    @Test
    void keepsTheFaultThatComesFirstWhenItCannotBeToldEither() {
        audit.becomeUnavailable();

        assertThatThrownBy(() -> anAttempt().ask(recorder -> {
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug")
                .satisfies(bug -> assertThat(bug.getSuppressed()).hasSize(1));
    }

    @Test
    void goesOnWithoutTheEventWhereTheOperatorWantsThat() {
        Attempt<String> attempt = anAttempt(new UnavailableStore(), WhenUnavailable.ALLOW);

        attempt.announce();
        attempt.conclude("granted");

        assertThat(audit.events()).isEmpty();
        assertThat(audit.lost()).extracting(AuditEvent::type).containsExactly("authn_attempt", "authn_login_fail");
    }

    private static final class UnavailableStore implements UnitOfWork {
        @Override
        public <T> T call(Supplier<? extends T> work) {
            throw new StoreUnavailable(new IllegalStateException("away"));
        }
    }
}
