package dev.portcullis.session;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Result;
import org.jspecify.annotations.Nullable;

/** Ends the caller's session. A caller without a session is already signed out, so this succeeds. */
public final class SignOut {
    /** The token is null if the caller sent none. */
    public record Command(@Nullable RefreshToken token, CallerContext caller) {}

    private final Auditor auditor;
    private final Sessions sessions;

    public SignOut(Auditor auditor, Sessions sessions) {
        this.auditor = auditor;
        this.sessions = sessions;
    }

    public Result<Void> execute(Command command) {
        return auditor.begin(AuditAction.SIGN_OUT, command.caller()).attempt(() -> sessions.end(command.token()));
    }
}
