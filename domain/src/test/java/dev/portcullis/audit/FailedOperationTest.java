package dev.portcullis.audit;

import static dev.portcullis.audit.AuditEvents.failed;
import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.kernel.UpstreamFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An operation that fails leaves one outcome as well, and what cannot be recorded does not happen. */
class FailedOperationTest extends RecordedSignIn {
    // ---- faults

    @Test
    void recordsAnOperationThatDidNotBeginBecauseOfOverload() {
        Overloaded overloaded = new Overloaded(Duration.ofSeconds(1));

        assertThatThrownBy(() -> anOperation().attempt(() -> {
                    throw overloaded;
                }))
                .isSameAs(overloaded);

        assertThat(audit.events())
                .containsExactly(
                        refused(AuditAction.SIGN_IN, "excess_rate_limit_exceeded", "overloaded", null, null, LOGIN));
    }

    @Test
    void countsOverloadAfterTheFirstEvent() {
        Auditor auditor = new Auditor(audit, database, FailurePolicy.FAIL_CLOSED);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> auditor.begin(AuditAction.SIGN_IN, LOGIN, aCaller())
                            .attempt(() -> {
                                throw new Overloaded(Duration.ofSeconds(1));
                            }))
                    .isInstanceOf(Overloaded.class);
        }
        assertThat(audit.events()).hasSize(1);

        auditor.aggregator().flush();

        assertThat(audit.events()).hasSize(2);
        assertThat(audit.last().count()).isEqualTo(4);
    }

    @Test
    void completesAnAnnouncedOperationThatIsNotCalledBecauseOfOverload() {
        assertThatThrownBy(() -> anOperation()
                        .attempt(() -> Decision.remote(announcement -> {
                            announcement.run();
                            throw new Overloaded(Duration.ofSeconds(1));
                        })))
                .isInstanceOf(Overloaded.class);

        assertThat(audit.entries()).hasSize(2);
        assertThat(audit.last().reason()).isEqualTo("overloaded");
        assertThat(audit.entries().get(1).completes())
                .isEqualTo(audit.entries().get(0).id());
    }

    @Test
    void completesAnAnnouncedOperationThatTheOtherServiceLeftOpen() {
        assertThatThrownBy(() -> anOperation()
                        .attempt(() -> Decision.remote(announcement -> {
                            announcement.run();
                            throw new UpstreamFailure(UpstreamFailure.Kind.TIMEOUT, null, "late", null);
                        })))
                .isInstanceOf(UpstreamFailure.class);

        assertThat(audit.entries()).hasSize(2);
        assertThat(audit.last()).isEqualTo(failed(AuditAction.SIGN_IN, "authn_login_fail", "upstream_timeout", LOGIN));
        assertThat(audit.entries().get(1).completes())
                .isEqualTo(audit.entries().get(0).id());
    }

    @Test
    void recordsABugInTheSlowPart() {
        assertThatThrownBy(() -> anOperation().attempt(() -> {
                    throw aBug();
                }))
                .hasMessage("bug");

        assertThat(audit.events()).containsExactly(FAULT);
    }

    @Test
    void recordsABugThatRollsTheDecisionBack() {
        assertThatThrownBy(() -> anOperation()
                        .attempt(() -> Decision.of(this::granted).andThen(decided -> {
                            throw aBug();
                        })))
                .hasMessage("bug");

        assertThat(changes).isEmpty();
        assertThat(audit.events()).containsExactly(FAULT);
    }

    @Test
    void recordsABugThatRollsTheEventBack() {
        UnitOfWork failing = new UnitOfWork() {
            private boolean hasFailed;

            @Override
            public <T> T call(Supplier<? extends T> work) {
                return database.call(() -> {
                    T result = work.get();
                    if (!hasFailed) {
                        hasFailed = true;
                        throw aBug();
                    }
                    return result;
                });
            }
        };

        assertThatThrownBy(() -> anOperation(failing, FailurePolicy.FAIL_CLOSED).run(this::granted))
                .hasMessage("bug");

        assertThat(changes).isEmpty();
        assertThat(audit.events()).containsExactly(FAULT);
    }

    @Test
    void recordsOneEventWhenABugComesAfterTheOutcome() {
        assertThatThrownBy(() -> anOperation()
                        .attempt(() -> denialOfAnotherService().answering(recorded -> {
                            throw aBug();
                        })))
                .hasMessage("bug");

        assertThat(audit.entries()).hasSize(2);
        assertThat(audit.last()).isEqualTo(REFUSAL);

        assertThatThrownBy(() -> anOperation()
                        .attempt(() -> Decision.of(RecordedSignIn::denied).answering(recorded -> {
                            throw aBug();
                        })))
                .hasMessage("bug");

        assertThat(audit.entries()).hasSize(3);
        assertThat(audit.last()).isEqualTo(REFUSAL);
    }

    // ---- what cannot be recorded does not happen

    @Test
    void failsWhatCannotBeRecorded() {
        audit.becomeUnavailable();

        assertThatThrownBy(() -> anOperation().run(this::granted)).isInstanceOf(AuditUnavailable.class);
        assertThatThrownBy(() -> anOperation().refuse(denied().refusal())).isInstanceOf(AuditUnavailable.class);
        assertThatThrownBy(() -> anOperation().turnAway(Refusal.of(Reason.TOO_MANY_ATTEMPTS)))
                .isInstanceOf(AuditUnavailable.class);

        audit.becomeAvailable();
        assertThat(changes).isEmpty();
        assertThat(audit.events()).isEmpty();
    }

    @Test
    void callsNoOtherServiceWhenTheOperationCannotBeAnnounced() {
        audit.becomeUnavailable();

        assertThatThrownBy(() -> anOperation()
                        .attempt(() -> Decision.remote(announcement -> {
                            announcement.run();
                            throw new AssertionError("called although it was not announced");
                        })))
                .isInstanceOf(AuditUnavailable.class);

        assertThat(audit.events()).isEmpty();
    }

    @Test
    void failsAnAnnouncedOperationThatCannotBeCompleted() {
        assertThatThrownBy(() -> anOperation()
                        .attempt(() -> Decision.remote(announcement -> {
                            announcement.run();
                            audit.becomeUnavailable();
                            return granted();
                        })))
                .isInstanceOf(AuditUnavailable.class);

        assertThat(audit.events()).extracting(AuditEvent::outcome).containsExactly(AuditEvent.Outcome.UNKNOWN);
    }

    @Test
    void undoesWhatCannotBeRecorded() {
        List<String> undone = new ArrayList<>();
        audit.becomeUnavailable();

        assertThatThrownBy(() -> anOperation()
                        .attempt(() -> Decision.<String>remote(announcement -> granted())
                                .undoneBy(() -> {
                                    database.requireNoUnitOfWork();
                                    undone.add("session");
                                })))
                .isInstanceOf(AuditUnavailable.class);

        assertThat(undone).containsExactly("session");
    }

    @Test
    void undoesNothingThatWasRecorded() {
        Result<String> result = anOperation()
                .attempt(() -> denialOfAnotherService().undoneBy(() -> {
                    throw new AssertionError("it was recorded");
                }));

        assertThat(result).isEqualTo(denied());
    }

    @Test
    void keepsTheFirstFailureWhenUndoingFailsAsWell() {
        audit.becomeUnavailable();

        assertThatThrownBy(() -> anOperation()
                        .attempt(() -> Decision.<String>remote(announcement -> granted())
                                .undoneBy(() -> {
                                    throw aBug();
                                })))
                .isInstanceOf(AuditUnavailable.class)
                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(1));
    }

    @Test
    void reportsAnUnavailableStoreAsAnUnavailableAuditLogWhereOnlyAnEventIsWritten() {
        assertThatThrownBy(() -> anOperation(new UnavailableStore(), FailurePolicy.FAIL_CLOSED)
                        .attempt(() -> denialOfAnotherService().andThen(decided -> {})))
                .isInstanceOf(AuditUnavailable.class);
        audit.becomeUnavailable();
        assertThatThrownBy(() -> anOperation().attempt(RecordedSignIn::denialOfAnotherService))
                .isInstanceOf(AuditUnavailable.class);
        assertThatThrownBy(() -> anOperation().refuse(denied().refusal())).isInstanceOf(AuditUnavailable.class);
    }

    @Test
    void passesAnUnavailableStoreOnWithoutAnEventWhateverThePolicy() {
        for (FailurePolicy policy : FailurePolicy.values()) {
            assertThatThrownBy(() -> anOperation(new UnavailableStore(), policy).run(this::granted))
                    .isInstanceOf(StoreUnavailable.class);
        }

        assertThat(audit.events()).isEmpty();
        assertThat(audit.lost()).isEmpty();
    }

    @Test
    void keepsTheFirstFaultWhenItCannotBeRecordedEither() {
        audit.becomeUnavailable();

        assertThatThrownBy(() -> anOperation().attempt(() -> {
                    throw aBug();
                }))
                .hasMessage("bug")
                .satisfies(bug -> assertThat(bug.getSuppressed()).hasSize(1));
    }

    @Test
    void goesOnWithoutTheEventIfThePolicyIsToFailOpen() {
        audit.becomeUnavailable();

        Result<String> result =
                anOperation(database, FailurePolicy.FAIL_OPEN).attempt(RecordedSignIn::denialOfAnotherService);

        assertThat(result).isEqualTo(denied());
        assertThat(audit.events()).isEmpty();
        assertThat(audit.lost()).extracting(AuditEvent::type).containsExactly("authn_attempt", "authn_login_fail");
    }
}
