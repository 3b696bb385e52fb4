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
 * Ends the caller's session. With the local provider, this never fails because of the request: a caller without a
 * session is already signed out.
 */
public final class SignOut {
    /**
     * A sign-out request.
     *
     * @param token null if the caller sent none
     */
    public record Command(@Nullable RefreshToken token, CallerContext caller) {}

    public sealed interface Outcome {
        /**
         * The session was ended.
         *
         * @param account null if the upstream does not report it
         * @param session null if the upstream does not report it
         * @param passage response data of the upstream; null for the local provider
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

        /** There was no token, it was not issued by this service, or its session had already ended. */
        record NothingToEnd() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.nothingToEnd().apply(this);
            }
        }

        /** The upstream rejected the request. */
        record Rejected(Passage passage) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.rejected().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One handler per outcome; a new outcome does not compile until it is handled. */
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
