package dev.portcullis.session;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditTrail;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Someone leaves. This never fails for a reason of the caller's: who has no session is signed out already. */
public final class SignOut {
    /**
     * Whose session is to end.
     *
     * @param token null when the caller brought none
     */
    public record Command(@Nullable RefreshToken token, CallerContext caller) {}

    public sealed interface Outcome {
        record Ended(AccountId account, SessionId session) implements Outcome {
            @Override
            public <R> R fold(
                    Function<? super Ended, ? extends R> ended,
                    Function<? super NothingToEnd, ? extends R> nothingToEnd) {
                return ended.apply(this);
            }
        }

        /** No token, none of ours, or of a session that had ended before. */
        record NothingToEnd() implements Outcome {
            @Override
            public <R> R fold(
                    Function<? super Ended, ? extends R> ended,
                    Function<? super NothingToEnd, ? extends R> nothingToEnd) {
                return nothingToEnd.apply(this);
            }
        }

        <R> R fold(
                Function<? super Ended, ? extends R> ended, Function<? super NothingToEnd, ? extends R> nothingToEnd);
    }

    private final Sessions sessions;
    private final AuditTrail audit;
    private final UnitOfWork work;

    public SignOut(Sessions sessions, AuditTrail audit, UnitOfWork work) {
        this.sessions = sessions;
        this.audit = audit;
        this.work = work;
    }

    public Outcome execute(Command command) {
        Recorder<Outcome> recorder = outcome -> audit.record(event(outcome), command.caller());
        return command.token() == null
                ? work.decide(Outcome.NothingToEnd::new, recorder)
                : sessions.end(command.token(), recorder);
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(
                ended -> new AuditEvent.TokenRevoked(ended.account(), ended.session(), "signed_out"),
                nothing -> new AuditEvent.TokenRevoked(null, null, "nothing_to_end"));
    }
}
