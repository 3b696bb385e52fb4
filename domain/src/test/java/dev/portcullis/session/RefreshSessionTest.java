package dev.portcullis.session;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import org.junit.jupiter.api.Test;

/** The order of the checks of {@link RefreshSession}, and the events that it leaves. */
class RefreshSessionTest {
    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;

    private Result<SessionTokens> signedIn() {
        assertThat(reasonOf(calls.signUp())).isEmpty();
        Result<SessionTokens> result = calls.signIn();
        assertThat(reasonOf(result)).isEmpty();
        return result;
    }

    @Test
    void leavesOneEventForEachAttempt() {
        Result<SessionTokens> signedIn = signedIn();

        assertThat(reasonOf(calls.refresh(signedIn.value().refresh()))).isEmpty();
        calls.assertLastEvent("authn_token_created", AuditEvent.Outcome.SUCCESS, "advanced");
        assertThat(portcullis.audit.last().account())
                .isEqualTo(signedIn.subject().account());
        assertThat(portcullis.audit.last().session())
                .isEqualTo(signedIn.subject().session());

        assertThat(reasonOf(calls.refresh(new RefreshToken("forged")))).contains(Reason.TOKEN_NOT_GENUINE);
        calls.assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "not_genuine");

        assertThat(reasonOf(calls.refresh(null))).contains(Reason.TOKEN_MISSING);
        calls.assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "missing");

        assertThat(portcullis.audit.events()).hasSize(5);
    }

    @Test
    void recordsATheftAndCommitsTheEndOfTheSessionWithIt() {
        RefreshToken first = signedIn().value().refresh();
        RefreshToken second = calls.refresh(first).value().refresh();
        RefreshToken third = calls.refresh(second).value().refresh();

        assertThat(reasonOf(calls.refresh(first))).contains(Reason.TOKEN_REUSED);
        calls.assertLastEvent("authn_token_reuse", AuditEvent.Outcome.REFUSED, "session_ended");

        assertThat(reasonOf(calls.refresh(third))).contains(Reason.SESSION_ENDED);
        calls.assertLastEvent("authn_login_fail", AuditEvent.Outcome.REFUSED, "ended");
    }

    @Test
    void rotatesNothingIfTheEventCannotBeWritten() {
        RefreshToken token = signedIn().value().refresh();
        portcullis.audit.becomeUnavailable();
        assertThatThrownBy(() -> calls.refresh(token)).isInstanceOf(AuditUnavailable.class);
        portcullis.audit.becomeAvailable();

        assertThat(calls.refresh(token).note()).isEqualTo("advanced");
    }

    @Test
    void checksTheRateLimitBeforeAnythingThatCosts() {
        calls.exceedRateLimit();

        calls.assertTurnedAway(calls.refresh(null), AuditAction.REFRESH);
    }
}
