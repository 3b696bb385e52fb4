package dev.portcullis.audit;

import static dev.portcullis.audit.AuditEvents.attempted;
import static dev.portcullis.audit.AuditEvents.failed;
import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.signedIn;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.kernel.UpstreamFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every operation leaves exactly one outcome in the audit log, however it ends. */
class AuditedOperationTest {
    private static final AttemptedLogin LOGIN = new AttemptedLogin("ada@example.com", "a***@e***");
    private static final AccountId ACCOUNT = new AccountId(UUID.randomUUID());
    private static final SessionId SESSION = new SessionId(UUID.randomUUID());

    private static final AuditEvent REFUSAL =
            refused(AuditAction.SIGN_IN, "authn_login_fail", "unknown_login", null, null, LOGIN);
    private static final AuditEvent FAULT = failed(AuditAction.SIGN_IN, "authn_login_fail", "fault", LOGIN);

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);
    private final Map<String, String> changes = database.table();

    private AuditedOperation anOperation(UnitOfWork work, FailurePolicy policy) {
        return new Auditor(audit, work, policy).begin(AuditAction.SIGN_IN, LOGIN, aCaller());
    }

    private AuditedOperation anOperation() {
        return anOperation(database, FailurePolicy.FAIL_CLOSED);
    }

    private static Result<String> denied() {
        return Result.refused(Reason.UNKNOWN_LOGIN);
    }

    private Result<String> granted() {
        changes.put("session", "opened");
        return Result.of("tokens").about(ACCOUNT, SESSION);
    }

    private static Decision<String> denialOfAnotherService() {
        return Decision.remote(announcement -> {
            announcement.run();
            return denied();
        });
    }

    private static IllegalStateException aBug() {
        return new IllegalStateException("bug");
    }

    // ---- one event for each result

    @Test
    void recordsARefusalInTheUnitOfWorkThatDecidesIt() {
        Result<String> result = anOperation().run(() -> {
            database.requireUnitOfWork();
            return denied();
        });

        assertThat(result).isEqualTo(denied());
        assertThat(audit.events()).containsExactly(REFUSAL);
    }

    @Test
    void recordsASuccessWithWhatItIsAbout() {
        Result<String> result = anOperation().run(this::granted);

        assertThat(result.value()).isEqualTo("tokens");
        assertThat(changes).containsEntry("session", "opened");
        assertThat(audit.events()).containsExactly(signedIn(ACCOUNT, SESSION, LOGIN));
    }

    @Test
    void doesTheSlowPartOutsideTheUnitOfWorkAndTheRestInside() {
        Result<String> result = anOperation().attempt(() -> {
            database.requireNoUnitOfWork();
            return Decision.of(this::granted).andThen(decided -> changes.put("password", "rehashed"));
        });

        assertThat(result.value()).isEqualTo("tokens");
        assertThat(changes).containsOnlyKeys("session", "password");
        assertThat(audit.events()).hasSize(1);
    }

    @Test
    void recordsOneEventWhenTheUnitOfWorkIsRetried() {
        List<String> tries = new ArrayList<>();
        UnitOfWork retrying = new UnitOfWork() {
            @Override
            public <T> T call(Supplier<? extends T> work) {
                try {
                    return database.call(() -> {
                        T unused = work.get();
                        throw new IllegalStateException("lost a conflict");
                    });
                } catch (IllegalStateException lost) {
                    return database.call(work);
                }
            }
        };

        Result<String> result = anOperation(retrying, FailurePolicy.FAIL_CLOSED).run(() -> {
            tries.add("try");
            return denied();
        });

        assertThat(result).isEqualTo(denied());
        assertThat(tries).hasSize(2);
        assertThat(audit.events()).containsExactly(REFUSAL);
    }

    @Test
    void recordsARefusalBeforeAPortIsCalled() {
        Result<String> result = anOperation().refuse(denied().refusal());

        assertThat(result).isEqualTo(denied());
        assertThat(audit.events()).containsExactly(REFUSAL);
    }

    @Test
    void recordsAnAnnouncementAndTheEventThatCompletesIt() {
        Result<String> result = anOperation()
                .attempt(() -> Decision.remote(announcement -> {
                    announcement.run();
                    database.requireNoUnitOfWork();
                    assertThat(audit.events())
                            .extracting(AuditEvent::outcome)
                            .containsExactly(AuditEvent.Outcome.UNKNOWN);
                    return denied();
                }));

        assertThat(result).isEqualTo(denied());
        List<InMemoryAuditWriter.Entry> entries = audit.entries();
        assertThat(audit.events()).containsExactly(attempted(AuditAction.SIGN_IN, LOGIN), REFUSAL);
        assertThat(entries.get(1).completes()).isEqualTo(entries.get(0).id());
    }

    @Test
    void completesAnAnnouncedOperationTogetherWithTheRestOfItsWork() {
        Result<String> result = anOperation()
                .attempt(() -> denialOfAnotherService().andThen(decided -> changes.put("notice", decided.toString())));

        assertThat(result).isEqualTo(denied());
        assertThat(changes).containsOnlyKeys("notice");

        audit.becomeUnavailable();
        changes.clear();
        assertThatThrownBy(() -> anOperation()
                        .attempt(() -> Decision.<String>remote(announcement -> denied())
                                .andThen(decided -> changes.put("notice", decided.toString()))))
                .isInstanceOf(AuditUnavailable.class);
        assertThat(changes).isEmpty();
    }

    @Test
    void recordsWhatWasDecidedAndReturnsWhatTheCallerMayKnow() {
        Result<String> result = anOperation()
                .attempt(() -> Decision.of(AuditedOperationTest::denied).answering(decided -> Result.of("concealed")));

        assertThat(result.value()).isEqualTo("concealed");
        assertThat(audit.events()).containsExactly(REFUSAL);
    }

    @Test
    void prefersTheLoginOfTheResult() {
        AttemptedLogin other = new AttemptedLogin("eve@example.com", "e***@e***");

        Result<String> result = anOperation().run(() -> denied().about(other));

        assertThat(result.isRefused()).isTrue();
        assertThat(audit.last().login()).isEqualTo(other);
    }

    // ---- events that are shared

    @Test
    void writesTheFirstOfThoseTurnedAwayAndCountsTheRest() {
        Auditor auditor = new Auditor(audit, database, FailurePolicy.FAIL_CLOSED);
        AuditEvent limited =
                refused(AuditAction.SIGN_IN, "excess_rate_limit_exceeded", "too_many_attempts", null, null, LOGIN);
        for (int i = 0; i < 2; i++) {
            AuditedOperation operation = auditor.begin(AuditAction.SIGN_IN, LOGIN, aCaller());
            Result<String> result = operation.turnAway(Refusal.of(Reason.TOO_MANY_ATTEMPTS));
            assertThat(result.isRefusedWith(Reason.TOO_MANY_ATTEMPTS)).isTrue();
        }
        Result<String> byDecision = auditor.begin(AuditAction.SIGN_IN, LOGIN, aCaller())
                .attempt(() -> Decision.turnedAway(Reason.TOO_MANY_ATTEMPTS));
        assertThat(byDecision.isRefusedWith(Reason.TOO_MANY_ATTEMPTS)).isTrue();

        assertThat(audit.events()).containsExactly(limited);
        auditor.aggregator().flush();
        assertThat(audit.events()).containsExactly(limited, limited.counted(2));
    }

    @Test
    void countsAResultThatIsToBeCountedAndCommitsItsWork() {
        Auditor auditor = new Auditor(audit, database, FailurePolicy.FAIL_CLOSED);

        Result<String> result = auditor.begin(AuditAction.SIGN_IN, LOGIN, aCaller())
                .run(() -> granted().counted());

        assertThat(result.value()).isEqualTo("tokens");
        assertThat(changes).containsOnlyKeys("session");
        assertThat(audit.events()).isEmpty();
        auditor.aggregator().flush();
        assertThat(audit.events())
                .containsExactly(signedIn(ACCOUNT, SESSION, LOGIN).counted(1));
    }

    @Test
    void needsNoStoreForAResultThatIsKnownWithoutOne() {
        AuditedOperation operation = anOperation(new UnavailableStore(), FailurePolicy.FAIL_CLOSED);

        Result<String> result = operation.attempt(() -> Decision.withoutStore(denied()));

        assertThat(result).isEqualTo(denied());
        assertThat(audit.events()).isEmpty();
    }

    // ---- notes

    @Test
    void notesHowASuccessWasReached() {
        AuditedOperation operation = anOperation();
        operation.noteOnSuccess("captcha_unavailable");

        Result<String> result = operation.run(() -> granted().noting("own"));

        assertThat(result.value()).isEqualTo("tokens");
        assertThat(audit.last().reason()).isEqualTo("captcha_unavailable");
        assertThat(audit.last().type()).isEqualTo("authn_login_success");
        assertThat(audit.last().account()).isEqualTo(ACCOUNT);
        assertThat(audit.last().session()).isEqualTo(SESSION);
    }

    @Test
    void keepsTheReasonOfARefusalWhateverWasNotedForASuccess() {
        AuditedOperation operation = anOperation();
        operation.noteOnSuccess("captcha_unavailable");

        assertThat(operation.run(AuditedOperationTest::denied)).isEqualTo(denied());

        assertThat(audit.events()).containsExactly(REFUSAL);
    }

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
                        .attempt(() -> Decision.of(AuditedOperationTest::denied).answering(recorded -> {
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
                        .attempt(AuditedOperationTest::denialOfAnotherService))
                .isInstanceOf(AuditUnavailable.class);
        assertThatThrownBy(() -> anOperation(new UnavailableStore(), FailurePolicy.FAIL_CLOSED)
                        .refuse(denied().refusal()))
                .isInstanceOf(AuditUnavailable.class);
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
        Result<String> result = anOperation(new UnavailableStore(), FailurePolicy.FAIL_OPEN)
                .attempt(AuditedOperationTest::denialOfAnotherService);

        assertThat(result).isEqualTo(denied());
        assertThat(audit.events()).isEmpty();
        assertThat(audit.lost()).extracting(AuditEvent::type).containsExactly("authn_attempt", "authn_login_fail");
    }

    private static final class UnavailableStore implements UnitOfWork {
        @Override
        public <T> T call(Supplier<? extends T> work) {
            throw new StoreUnavailable(new IllegalStateException("unavailable"));
        }
    }
}
