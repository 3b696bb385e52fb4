package dev.portcullis.administration;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountSessions.Bearer;
import dev.portcullis.account.AccountStore;
import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists the sessions of an account for an administrator. The audit log records the access. */
public final class InspectSessions {
    public record Command(BearerToken token, AccountId account, CallerContext caller) {}

    public sealed interface Outcome {
        /**
         * The account's active sessions.
         *
         * @param by the administrator's session
         * @param sessions the least recently used first
         */
        record Listed(AccountId account, SessionId by, List<Session> sessions) implements Outcome {
            public Listed {
                sessions = List.copyOf(sessions);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.listed().apply(this);
            }
        }

        /**
         * There is no account with this id.
         *
         * @param by the administrator's session
         */
        record UnknownAccount(SessionId by) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.unknownAccount().apply(this);
            }
        }

        /** The token is missing or invalid, or its session has ended. */
        record NotAuthenticated() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.notAuthenticated().apply(this);
            }
        }

        /** The caller is signed in, but not an administrator. */
        record Forbidden(AccountId account, SessionId session) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.forbidden().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One handler per outcome; a new outcome does not compile until it is handled. */
        record Cases<R>(
                Function<? super Listed, ? extends R> listed,
                Function<? super UnknownAccount, ? extends R> unknownAccount,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated,
                Function<? super Forbidden, ? extends R> forbidden) {}
    }

    private final LocalSessions sessions;
    private final AccountStore accounts;
    private final UnitOfWork work;
    private final Attempts attempts;

    public InspectSessions(LocalSessions sessions, AccountStore accounts, UnitOfWork work, Attempts attempts) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.work = work;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.READ_SESSIONS, null, command.caller(), InspectSessions::event);
        return attempt.ask(recorder -> {
            Optional<Bearer> bearer = sessions.identify(command.token());
            return bearer.isEmpty()
                    ? attempt.turnAway(new Outcome.NotAuthenticated())
                    : work.decide(() -> decide(bearer, command), recorder);
        });
    }

    private Outcome decide(Optional<Bearer> bearer, Command command) {
        Optional<Account> asker = bearer.flatMap(sessions::holder);
        if (bearer.isEmpty() || asker.isEmpty()) {
            return new Outcome.NotAuthenticated();
        }
        SessionId by = bearer.get().session();
        if (!asker.get().isAdministrator()) {
            return new Outcome.Forbidden(asker.get().id(), by);
        }
        Optional<Account> account = accounts.find(command.account());
        return account.<Outcome>map(found -> new Outcome.Listed(found.id(), by, sessions.liveOf(found.id())))
                .orElseGet(() -> new Outcome.UnknownAccount(by));
    }

    private static AuditEvent event(Outcome outcome) {
        AuditEvent.Action action = AuditEvent.Action.READ_SESSIONS;
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                listed -> new AuditEvent.SessionsRead(listed.account(), listed.by()),
                unknown -> new AuditEvent.NothingChanged(action, null, unknown.by(), null, "unknown_account"),
                stranger -> new AuditEvent.NotAuthorized(action, null, null, "not_authenticated"),
                forbidden ->
                        new AuditEvent.NotAuthorized(action, forbidden.account(), forbidden.session(), "not_allowed")));
    }
}
