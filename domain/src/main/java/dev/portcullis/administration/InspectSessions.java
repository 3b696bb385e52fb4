package dev.portcullis.administration;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.Session;
import java.util.List;
import java.util.Optional;

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

    /**
     * Returns the active sessions, the least recently used first. Refuses with {@code NOT_AUTHENTICATED}, {@code
     * NOT_ALLOWED} or {@code UNKNOWN_ACCOUNT}.
     */
    public Result<List<Session>> execute(Command command) {
        return auditor.begin(AuditAction.READ_SESSIONS, command.caller()).attempt(() -> {
            Optional<Principal> principal = sessions.authenticate(command.token());
            return principal.isEmpty()
                    ? Decision.turnedAway(Reason.NOT_AUTHENTICATED)
                    : Decision.of(() -> list(principal.get(), command.account()));
        });
    }

    private Result<List<Session>> list(Principal principal, AccountId id) {
        Optional<Account> caller = sessions.activeAccount(principal);
        if (caller.isEmpty()) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        if (!caller.get().isAdministrator()) {
            return Result.<List<Session>>refused(Reason.NOT_ALLOWED).about(principal);
        }
        if (accounts.find(id).isEmpty()) {
            return Result.<List<Session>>refused(Reason.UNKNOWN_ACCOUNT).about(null, principal.session());
        }
        return Result.of(sessions.liveOf(id)).about(id, principal.session());
    }
}
