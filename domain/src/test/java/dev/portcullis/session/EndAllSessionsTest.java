package dev.portcullis.session;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import org.junit.jupiter.api.Test;

class EndAllSessionsTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis);
    private final SignedIn other = holder.onAnotherDevice();

    private Result<Void> endAll(BearerToken token) {
        return portcullis.useCases.endAllSessions().execute(new EndAllSessions.Command(token, aCaller()));
    }

    @Test
    void endsEverySessionOfTheCallerAndNoOther() {
        SignedIn stranger = SignedIn.someone(portcullis);

        assertThat(endAll(holder.bearer()))
                .isEqualTo(
                        Result.done().about(holder.account(), holder.session()).noting("all_ended_by_holder"));

        assertThat(portcullis.audit.last())
                .isEqualTo(AuditEvents.succeeded(
                        AuditAction.END_SESSIONS,
                        "authn_token_revoked",
                        "all_ended_by_holder",
                        holder.account(),
                        holder.session()));
        assertThat(holder.canRefresh()).isFalse();
        assertThat(other.canRefresh()).isFalse();
        assertThat(stranger.canRefresh()).isTrue();
    }

    @Test
    void requiresAnActiveSession() {
        assertThat(reasonOf(endAll(holder.bearer()))).isEmpty();
        SignedIn again = holder.onAnotherDevice();

        assertThat(endAll(holder.bearer())).isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));

        assertThat(again.canRefresh()).isTrue();
    }

    @Test
    void endsNothingIfTheEventCannotBeWritten() {
        portcullis.audit.becomeUnavailable();
        assertThatThrownBy(() -> endAll(holder.bearer())).isInstanceOf(AuditUnavailable.class);
        portcullis.audit.becomeAvailable();

        assertThat(holder.canRefresh()).isTrue();
        assertThat(other.canRefresh()).isTrue();
    }
}
