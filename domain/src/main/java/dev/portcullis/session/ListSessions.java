package dev.portcullis.session;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import java.util.List;

/** Lists the caller's own sessions. Changes nothing, so it leaves no audit event. */
public final class ListSessions {
    public record Command(BearerToken token) {}

    /**
     * The caller's active sessions.
     *
     * @param sessions the least recently used first
     * @param current the session of this request, which is one of them
     */
    public record Listed(List<Session> sessions, SessionId current) {
        public Listed {
            sessions = List.copyOf(sessions);
        }
    }

    private final LocalSessions sessions;

    public ListSessions(LocalSessions sessions) {
        this.sessions = sessions;
    }

    public Result<Listed> execute(Command command) {
        return sessions.authenticate(command.token())
                .flatMap(principal -> sessions.activeAccount(principal)
                        .map(account -> new Listed(sessions.liveOf(account.id()), principal.session())))
                .map(Result::of)
                .orElseGet(() -> Result.refused(Refusal.Reason.NOT_AUTHENTICATED));
    }
}
