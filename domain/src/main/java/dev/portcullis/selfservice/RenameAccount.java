package dev.portcullis.selfservice;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.DisplayName;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.LocalSessions;

/** Changes the display name of the caller's own account. */
public final class RenameAccount {
    public record Command(BearerToken token, DisplayName name, CallerContext caller) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final LocalSessions sessions;
    private final AccountStore accounts;

    public RenameAccount(Auditor auditor, RateLimiter limiter, LocalSessions sessions, AccountStore accounts) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.sessions = sessions;
        this.accounts = accounts;
    }

    /**
     * Returns the account with its new name. Counts as a sign-in for the rate limit of the caller's address, so that no
     * account can fill the audit log.
     */
    public Result<Account> execute(Command command) {
        CallerContext caller = command.caller();
        return auditor.begin(AuditAction.CHANGE_NAME, caller)
                .limitedBy(limiter.refusal(RateLimiter.Action.SIGN_IN, caller.address(), ""))
                .attempt(() ->
                        sessions.decideFor(command.token(), (principal, account) -> rename(principal, command.name())));
    }

    private Result<Account> rename(Principal principal, DisplayName name) {
        // Checked again under the lock: a sign-up may have taken the account over meanwhile.
        Account account = accounts.lock(principal.account())
                .filter(found -> sessions.isLive(principal.session()))
                .orElse(null);
        if (account == null) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        Account renamed = account.renamed(name);
        accounts.update(renamed);
        return Result.of(renamed).about(principal);
    }
}
