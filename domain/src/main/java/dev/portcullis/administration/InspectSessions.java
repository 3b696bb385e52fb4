package dev.portcullis.administration;

import dev.portcullis.account.AccountStore;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.Session;
import java.util.List;

/** Lists the sessions of an account for an administrator. The audit log records the access. */
public final class InspectSessions {
    public record Command(BearerToken token, AccountId account, CallerContext caller) {}

    private final Auditor auditor;
    private final LocalSessions sessions;
    private final AccountStore accounts;

    public InspectSessions(Auditor auditor, LocalSessions sessions, AccountStore accounts) {
        this.auditor = auditor;
        this.sessions = sessions;
        this.accounts = accounts;
    }

    /** Returns the active sessions, the least recently used first. */
    public Result<List<Session>> execute(Command command) {
        return auditor.begin(AuditAction.READ_SESSIONS, command.caller())
                .attempt(() ->
                        sessions.decideForAdministrator(command.token(), by -> list(command.account(), by.session())));
    }

    private Result<List<Session>> list(AccountId id, SessionId by) {
        return accounts.find(id).isEmpty()
                ? Result.<List<Session>>refused(Reason.UNKNOWN_ACCOUNT).about(null, by)
                : Result.of(sessions.liveOf(id)).about(id, by);
    }
}
