package dev.portcullis.audit;

import static dev.portcullis.audit.AuditEvents.attempted;
import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.signedIn;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every operation leaves exactly one outcome in the audit log. */
class AuditedOperationTest extends RecordedSignIn {
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
                .attempt(() -> Decision.of(RecordedSignIn::denied).answering(decided -> Result.of("concealed")));

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
    void writesTheFirstRefusalOfAnOperationWithoutARateLimitAndCountsTheRest() {
        Auditor auditor = new Auditor(audit, database, FailurePolicy.FAIL_CLOSED);
        for (int i = 0; i < 3; i++) {
            Result<String> result =
                    auditor.begin(AuditAction.SIGN_IN, LOGIN, aCaller()).run(RecordedSignIn::denied);
            assertThat(result).isEqualTo(denied());
        }

        assertThat(audit.events()).containsExactly(REFUSAL);
        auditor.aggregator().flush();
        assertThat(audit.events()).containsExactly(REFUSAL, REFUSAL.counted(2));
    }

    @Test
    void writesEachRefusalOfAnOperationWithARateLimit() {
        Auditor auditor = new Auditor(audit, database, FailurePolicy.FAIL_CLOSED);
        for (int i = 0; i < 2; i++) {
            Result<String> result = auditor.begin(AuditAction.SIGN_IN, LOGIN, aCaller())
                    .limitedBy(null)
                    .run(RecordedSignIn::denied);
            assertThat(result).isEqualTo(denied());
        }

        assertThat(audit.events()).containsExactly(REFUSAL, REFUSAL);
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

        assertThat(operation.run(RecordedSignIn::denied)).isEqualTo(denied());

        assertThat(audit.events()).containsExactly(REFUSAL);
    }
}
