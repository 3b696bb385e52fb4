package dev.portcullis.session;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.kernel.Result;
import org.junit.jupiter.api.Test;

/** The events that {@link SignOut} leaves. */
class SignOutTest {
    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;

    private Result<SessionTokens> signedIn() {
        assertThat(reasonOf(calls.signUp())).isEmpty();
        return calls.signIn();
    }

    @Test
    void leavesOneEventForEachAttempt() {
        Result<SessionTokens> signedIn = signedIn();

        Result<Void> signedOut = calls.signOut(signedIn.value().refresh());
        assertThat(reasonOf(signedOut)).isEmpty();
        assertThat(signedOut.note()).isEqualTo("signed_out");
        calls.assertLastEvent("authn_token_revoked", AuditEvent.Outcome.SUCCESS, "signed_out");
        assertThat(portcullis.audit.last().account())
                .isEqualTo(signedIn.subject().account());
        assertThat(portcullis.audit.last().session())
                .isEqualTo(signedIn.subject().session());

        Result<Void> nothing = calls.signOut(null);
        assertThat(reasonOf(nothing)).isEmpty();
        assertThat(nothing.note()).isEqualTo("nothing_to_end");
        portcullis.writeCounts();
        calls.assertLastEvent("authn_token_revoked", AuditEvent.Outcome.SUCCESS, "nothing_to_end");

        assertThat(portcullis.audit.events()).hasSize(4);
    }

    /** No rate limit stops these calls, so they must not fill the audit log. */
    @Test
    void countsCallsWithNothingToEndInOneEvent() {
        RefreshToken token = signedIn().value().refresh();
        assertThat(reasonOf(calls.signOut(token))).isEmpty();
        int before = portcullis.audit.events().size();
        for (int i = 0; i < 3; i++) {
            assertThat(calls.signOut(token).note()).isEqualTo("nothing_to_end");
            assertThat(calls.signOut(new RefreshToken("forged")).note()).isEqualTo("nothing_to_end");
        }
        assertThat(portcullis.audit.events()).hasSize(before);

        portcullis.writeCounts();

        assertThat(portcullis.audit.events()).hasSize(before + 1);
        calls.assertLastEvent("authn_token_revoked", AuditEvent.Outcome.SUCCESS, "nothing_to_end");
        assertThat(portcullis.audit.last().count()).isEqualTo(6);
    }

    @Test
    void endsNoSessionIfTheEventCannotBeWritten() {
        RefreshToken token = signedIn().value().refresh();
        portcullis.audit.becomeUnavailable();
        assertThatThrownBy(() -> calls.signOut(token)).isInstanceOf(AuditUnavailable.class);
        portcullis.audit.becomeAvailable();

        assertThat(reasonOf(calls.refresh(token))).isEmpty();
    }
}
