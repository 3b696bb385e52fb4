package dev.portcullis.session;

import dev.portcullis.account.AccountStore;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;

/** Ends all of the caller's own sessions, the current one included: sign-out everywhere (ASVS 5.0, 7.4.3). */
public final class EndAllSessions {
    public record Command(BearerToken token, CallerContext caller) {}

    private final Auditor auditor;
    private final LocalSessions sessions;
    private final AccountStore accounts;

    public EndAllSessions(Auditor auditor, LocalSessions sessions, AccountStore accounts) {
        this.auditor = auditor;
        this.sessions = sessions;
        this.accounts = accounts;
    }

    public Result<Void> execute(Command command) {
        return auditor.begin(AuditAction.END_SESSIONS, command.caller())
                .attempt(() -> sessions.decideFor(command.token(), (principal, account) -> end(principal)));
    }

    private Result<Void> end(Principal principal) {
        // Locked, so that no concurrent sign-in opens a session that stays.
        if (accounts.lock(principal.account()).isEmpty()) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        sessions.endAllOf(principal.account(), Session.End.Reason.ENDED_BY_HOLDER);
        return Result.<Void>done().about(principal).noting("all_ended_by_holder");
    }
}
