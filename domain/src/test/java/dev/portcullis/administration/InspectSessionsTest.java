package dev.portcullis.administration;

import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.succeeded;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.Session;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InspectSessionsTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis);
    private final SignedIn admin = SignedIn.someone(portcullis, "admin");

    private Result<List<Session>> inspect(SignedIn by, AccountId account) {
        return inspect(by.bearer(), account);
    }

    private Result<List<Session>> inspect(BearerToken token, AccountId account) {
        return portcullis.useCases.inspectSessions().execute(new InspectSessions.Command(token, account, aCaller()));
    }

    @Test
    void showsAnAdministratorTheSessionsOfAnother() {
        assertThat(inspect(admin, holder.account()).value())
                .extracting(Session::id)
                .containsExactly(holder.session());

        assertThat(portcullis.audit.last())
                .isEqualTo(
                        succeeded(AuditAction.READ_SESSIONS, "sensitive_read", "", holder.account(), admin.session()));
    }

    @Test
    void refusesAnUnknownAccount() {
        assertThat(inspect(admin, new AccountId(UUID.randomUUID())))
                .isEqualTo(Result.refused(Reason.UNKNOWN_ACCOUNT).about(null, admin.session()));

        assertThat(portcullis.audit.last())
                .isEqualTo(refused(
                        AuditAction.READ_SESSIONS,
                        "input_validation_fail",
                        "unknown_account",
                        null,
                        admin.session(),
                        null));
    }

    @Test
    void requiresAVerifiedAdministrator() {
        SignedIn auditor = SignedIn.someone(portcullis, "auditor");
        SignedIn unverified = SignedIn.someone(portcullis, false, "admin");

        for (SignedIn someone : List.of(holder, auditor, unverified)) {
            assertThat(inspect(someone, admin.account()))
                    .isEqualTo(Result.refused(Reason.NOT_ALLOWED).about(someone.account(), someone.session()));
            assertThat(portcullis.audit.last())
                    .isEqualTo(refused(
                            AuditAction.READ_SESSIONS,
                            "authz_fail",
                            "not_allowed",
                            someone.account(),
                            someone.session(),
                            null));
        }
    }

    @Test
    void requiresAnActiveSession() {
        assertThat(inspect(new BearerToken("forged"), holder.account()))
                .isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
        assertThat(portcullis.audit.last())
                .isEqualTo(refused(AuditAction.READ_SESSIONS, "authz_fail", "not_authenticated"));

        portcullis.database.run(
                () -> portcullis.sessions.endAllOf(admin.account(), Session.End.Reason.ENDED_BY_ADMINISTRATOR));
        assertThat(inspect(admin, holder.account())).isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
        portcullis.writeCounts();
        assertThat(portcullis.audit.last())
                .extracting(
                        AuditEvent::action,
                        AuditEvent::type,
                        AuditEvent::outcome,
                        AuditEvent::reason,
                        AuditEvent::count)
                .containsExactly(
                        AuditAction.READ_SESSIONS, "authz_fail", AuditEvent.Outcome.REFUSED, "not_authenticated", 1L);
    }
}
