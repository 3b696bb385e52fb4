package dev.portcullis.session;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;

/** Ends one of the caller's own sessions: the current one, or one on another device, such as a lost one. */
public final class EndSession {
    public record Command(BearerToken token, SessionId session, CallerContext caller) {}

    private final Auditor auditor;
    private final LocalSessions sessions;

    public EndSession(Auditor auditor, LocalSessions sessions) {
        this.auditor = auditor;
        this.sessions = sessions;
    }

    /**
     * Refuses with {@code UNKNOWN_SESSION} if the caller has no active session with this id, which does not reveal whether
     * another account has one.
     */
    public Result<Void> execute(Command command) {
        return auditor.begin(AuditAction.END_SESSIONS, command.caller())
                .attempt(() ->
                        sessions.decideFor(command.token(), (principal, account) -> end(principal, command.session())));
    }

    private Result<Void> end(Principal principal, SessionId session) {
        return sessions.end(principal.account(), session, Session.End.Reason.ENDED_BY_HOLDER)
                ? Result.<Void>done().about(principal.account(), session).noting("ended_by_holder")
                : Result.<Void>refused(Reason.UNKNOWN_SESSION).about(principal);
    }
}
