package dev.portcullis.session;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndSessionTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis);
    private final SignedIn stranger = SignedIn.someone(portcullis);

    private Result<Void> end(SignedIn by, SessionId session) {
        return portcullis.useCases.endSession().execute(new EndSession.Command(by.bearer(), session, aCaller()));
    }

    @Test
    void endsASessionOfTheCaller() {
        SignedIn other = holder.onAnotherDevice();

        assertThat(end(holder, other.session()))
                .isEqualTo(
                        Result.done().about(holder.account(), other.session()).noting("ended_by_holder"));

        assertThat(portcullis.audit.last())
                .isEqualTo(AuditEvents.succeeded(
                        AuditAction.END_SESSIONS,
                        "authn_token_revoked",
                        "ended_by_holder",
                        holder.account(),
                        other.session()));
        assertThat(other.canRefresh()).isFalse();
        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void endsNoSessionOfAnotherAccount() {
        Result<Void> unknown = Result.<Void>refused(Reason.UNKNOWN_SESSION).about(holder.account(), holder.session());
        assertThat(end(holder, stranger.session())).isEqualTo(unknown);
        assertThat(end(holder, new SessionId(UUID.randomUUID()))).isEqualTo(unknown);

        portcullis.writeCounts();
        assertThat(portcullis.audit.last().type()).isEqualTo("input_validation_fail");
        assertThat(portcullis.audit.last().reason()).isEqualTo("unknown_session");
        assertThat(portcullis.audit.last().count()).isEqualTo(1);
        assertThat(stranger.canRefresh()).isTrue();
    }

    @Test
    void requiresAnActiveSession() {
        SignedIn other = holder.onAnotherDevice();
        assertThat(reasonOf(end(holder, holder.session()))).isEmpty();

        assertThat(end(holder, other.session())).isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));

        assertThat(portcullis.audit.last().type()).isEqualTo("authz_fail");
        assertThat(portcullis.audit.last().reason()).isEqualTo("not_authenticated");
        assertThat(other.canRefresh()).isTrue();
    }

    @Test
    void endsNothingIfTheEventCannotBeWritten() {
        SignedIn other = holder.onAnotherDevice();
        portcullis.audit.becomeUnavailable();
        assertThatThrownBy(() -> end(holder, other.session())).isInstanceOf(AuditUnavailable.class);
        portcullis.audit.becomeAvailable();

        assertThat(other.canRefresh()).isTrue();
    }
}
