package dev.portcullis.session;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.SessionId;
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
    private final Attempts attempts;

    public SignOut(Sessions sessions, Attempts attempts) {
        this.sessions = sessions;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        RefreshToken token = command.token();
        Attempt<Outcome> attempt = attempts.begin(AuditEvent.Action.SIGN_OUT, null, command.caller(), SignOut::event);
        return token == null
                ? attempt.refuse(new Outcome.NothingToEnd())
                : attempt.ask(recorder -> sessions.end(token, recorder));
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(
                ended -> new AuditEvent.TokenRevoked(ended.account(), ended.session(), "signed_out"),
                nothing -> new AuditEvent.TokenRevoked(null, null, "nothing_to_end"));
    }
}
