package dev.portcullis.session;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.RateLimiter;
import org.jspecify.annotations.Nullable;

/** Exchanges a refresh token for a new access token and the next refresh token. */
public final class RefreshSession {
    /** The token is null if the caller sent none. */
    public record Command(@Nullable RefreshToken token, CallerContext caller) {}

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final Sessions sessions;

    public RefreshSession(Auditor auditor, RateLimiter limiter, Sessions sessions) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.sessions = sessions;
    }

    public Result<SessionTokens> execute(Command command) {
        CallerContext caller = command.caller();
        return auditor.begin(AuditAction.REFRESH, caller)
                .limitedBy(limiter.refusal(RateLimiter.Action.REFRESH, caller.address(), ""))
                .attempt(() -> sessions.refresh(command.token()));
    }
}
