package dev.portcullis.session;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Passage;
import dev.portcullis.kernel.SessionId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Someone leaves. With sessions of our own this never fails for a reason of the caller's: who has no session is signed
 * out already.
 */
public final class SignOut {
    /**
     * Whose session is to end.
     *
     * @param token null when the caller brought none
     */
    public record Command(@Nullable RefreshToken token, CallerContext caller) {}

    public sealed interface Outcome {
        /**
         * The session is over.
         *
         * @param account null where whoever keeps it elsewhere does not tell
         * @param session likewise
         * @param passage null for sessions of our own
         */
        record Ended(
                @Nullable AccountId account,
                @Nullable SessionId session,
                @Nullable Passage passage) implements Outcome {
            public Ended(AccountId account, SessionId session) {
                this(account, session, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.ended().apply(this);
            }
        }

        /** No token, none of ours, or of a session that had ended before. */
        record NothingToEnd() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.nothingToEnd().apply(this);
            }
        }

        /** Whoever keeps the sessions elsewhere refused. */
        record Rejected(Passage passage) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.rejected().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Ended, ? extends R> ended,
                Function<? super NothingToEnd, ? extends R> nothingToEnd,
                Function<? super Rejected, ? extends R> rejected) {}
    }

    private final Sessions sessions;
    private final Attempts attempts;

    public SignOut(Sessions sessions, Attempts attempts) {
        this.sessions = sessions;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        CallerContext caller = command.caller();
        Attempt<Outcome> attempt = attempts.begin(AuditEvent.Action.SIGN_OUT, null, caller, SignOut::event);
        return attempt.ask(recorder -> sessions.end(command.token(), caller.belongings(), recorder));
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                ended -> new AuditEvent.TokenRevoked(ended.account(), ended.session(), "signed_out"),
                nothing -> new AuditEvent.TokenRevoked(null, null, "nothing_to_end"),
                rejected -> new AuditEvent.RejectedUpstream(AuditEvent.Action.SIGN_OUT, null)));
    }
}
