package dev.portcullis.session;

import dev.portcullis.account.Account;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists the caller's own sessions. Changes nothing, so it leaves no audit event. */
public final class ListSessions {
    public record Command(BearerToken token) {}

    public sealed interface Outcome {
        /**
         * The caller's active sessions.
         *
         * @param sessions the least recently used first
         * @param current the session of this request, which is one of them
         */
        record Listed(List<Session> sessions, SessionId current) implements Outcome {
            public Listed {
                sessions = List.copyOf(sessions);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.listed().apply(this);
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
                Function<? super Listed, ? extends R> listed,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated) {}
    }

    private final LocalSessions sessions;
    private final UnitOfWork work;

    public ListSessions(LocalSessions sessions, UnitOfWork work) {
        this.sessions = sessions;
        this.work = work;
    }

    public Outcome execute(Command command) {
        Optional<Outcome> listed = sessions.identify(command.token())
                .flatMap(bearer ->
                        work.call(() -> sessions.holder(bearer).map(account -> list(account, bearer.session()))));
        return listed.orElseGet(Outcome.NotAuthenticated::new);
    }

    private Outcome list(Account account, SessionId current) {
        return new Outcome.Listed(sessions.liveOf(account.id()), current);
    }
}
