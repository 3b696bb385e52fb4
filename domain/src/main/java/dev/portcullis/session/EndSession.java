package dev.portcullis.session;

import dev.portcullis.account.AccountSessions.Bearer;
import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import java.util.Optional;
import java.util.function.Function;

/** Ends one of the caller's own sessions: the current one, or one on another device, such as a lost one. */
public final class EndSession {
    public record Command(BearerToken token, SessionId session, CallerContext caller) {}

    public sealed interface Outcome {
        record Ended(AccountId account, SessionId session) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.ended().apply(this);
            }
        }

        /**
         * The caller has no active session with this id. The outcome does not reveal whether another account has one.
         *
         * @param session the session that the caller used for this request
         */
        record UnknownSession(AccountId account, SessionId session) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.unknownSession().apply(this);
            }
        }

        /** The token is missing or invalid, or its session has ended. */
        record NotAuthenticated() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.notAuthenticated().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One handler per outcome; a new outcome does not compile until it is handled. */
        record Cases<R>(
                Function<? super Ended, ? extends R> ended,
                Function<? super UnknownSession, ? extends R> unknownSession,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated) {}
    }

    private final LocalSessions sessions;
    private final UnitOfWork work;
    private final Attempts attempts;

    public EndSession(LocalSessions sessions, UnitOfWork work, Attempts attempts) {
        this.sessions = sessions;
        this.work = work;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.END_SESSIONS, null, command.caller(), EndSession::event);
        return attempt.ask(recorder -> {
            Optional<Bearer> bearer = sessions.identify(command.token());
            return bearer.isEmpty()
                    ? attempt.turnAway(new Outcome.NotAuthenticated())
                    : work.decide(() -> decide(bearer, command), recorder);
        });
    }

    private Outcome decide(Optional<Bearer> bearer, Command command) {
        return bearer.filter(asker -> sessions.holder(asker).isPresent())
                .map(asker -> end(asker, command.session()))
                .orElseGet(Outcome.NotAuthenticated::new);
    }

    private Outcome end(Bearer asker, SessionId session) {
        AccountId account = asker.account();
        return sessions.end(account, session, Session.End.Reason.ENDED_BY_HOLDER)
                ? new Outcome.Ended(account, session)
                : new Outcome.UnknownSession(account, asker.session());
    }

    private static AuditEvent event(Outcome outcome) {
        AuditEvent.Action action = AuditEvent.Action.END_SESSIONS;
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                ended -> new AuditEvent.SessionsEnded(ended.account(), ended.session(), "ended_by_holder"),
                unknown -> new AuditEvent.NothingChanged(
                        action, unknown.account(), unknown.session(), null, "unknown_session"),
                stranger -> new AuditEvent.NotAuthorized(action, null, null, "not_authenticated")));
    }
}
