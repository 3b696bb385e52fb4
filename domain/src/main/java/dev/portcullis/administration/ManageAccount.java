package dev.portcullis.administration;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountSessions;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.AttemptedLogin;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.Session;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Disables an account, enables it again, or ends all its sessions, for an administrator or for the operator at the
 * command line. Disabling an account also ends its sessions immediately (ASVS 5.0, 7.4.2). A sign-in to a disabled
 * account gets the same response as a wrong password.
 */
public final class ManageAccount {
    /** The change, the account, and who requests it. */
    public record Command(By by, Whose whose, Change change, CallerContext caller) {}

    public enum Change {
        DISABLE,
        ENABLE,
        /** Ends all sessions. */
        SIGN_OUT
    }

    /** Who requests the change. */
    public sealed interface By {
        /** A caller with an access token, who must be an administrator. */
        record Bearer(BearerToken token) implements By {
            @Override
            public <R> R fold(
                    Function<? super Bearer, ? extends R> bearer, Function<? super Operator, ? extends R> operator) {
                return bearer.apply(this);
            }
        }

        /** The operator, who can run commands with the settings of the service. */
        record Operator() implements By {
            @Override
            public <R> R fold(
                    Function<? super Bearer, ? extends R> bearer, Function<? super Operator, ? extends R> operator) {
                return operator.apply(this);
            }
        }

        <R> R fold(Function<? super Bearer, ? extends R> bearer, Function<? super Operator, ? extends R> operator);
    }

    /** The account to change. */
    public sealed interface Whose {
        record OfId(AccountId id) implements Whose {
            @Override
            public <R> R fold(
                    Function<? super OfId, ? extends R> ofId, Function<? super OfAddress, ? extends R> ofAddress) {
                return ofId.apply(this);
            }
        }

        record OfAddress(EmailAddress email) implements Whose {
            @Override
            public <R> R fold(
                    Function<? super OfId, ? extends R> ofId, Function<? super OfAddress, ? extends R> ofAddress) {
                return ofAddress.apply(this);
            }
        }

        <R> R fold(Function<? super OfId, ? extends R> ofId, Function<? super OfAddress, ? extends R> ofAddress);
    }

    public sealed interface Outcome {
        /**
         * The account is in the requested state.
         *
         * @param by the administrator's session; null for the operator
         */
        record Done(AccountId account, @Nullable SessionId by) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.done().apply(this);
            }
        }

        /**
         * The account already was in the requested state.
         *
         * @param by the administrator's session; null for the operator
         */
        record Unchanged(AccountId account, @Nullable SessionId by) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.unchanged().apply(this);
            }
        }

        /**
         * There is no such account.
         *
         * @param by the administrator's session; null for the operator
         */
        record UnknownAccount(@Nullable SessionId by) implements Outcome {
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
                Function<? super Done, ? extends R> done,
                Function<? super Unchanged, ? extends R> unchanged,
                Function<? super UnknownAccount, ? extends R> unknownAccount,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated,
                Function<? super Forbidden, ? extends R> forbidden) {}
    }

    private final LocalSessions sessions;
    private final AccountStore accounts;
    private final UnitOfWork work;
    private final Attempts attempts;

    public ManageAccount(LocalSessions sessions, AccountStore accounts, UnitOfWork work, Attempts attempts) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.work = work;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        AttemptedLogin login = command.whose()
                .<@Nullable AttemptedLogin>fold(
                        id -> null, named -> named.email().attempted());
        Attempt<Outcome> attempt =
                attempts.begin(action(command), login, command.caller(), outcome -> event(command, login, outcome));
        return attempt.ask(recorder -> command.by()
                .fold(
                        asker -> {
                            Optional<AccountSessions.Bearer> bearer = sessions.identify(asker.token());
                            return bearer.isEmpty()
                                    ? attempt.turnAway(new Outcome.NotAuthenticated())
                                    : work.decide(() -> decideFor(bearer.get(), command), recorder);
                        },
                        operator -> work.decide(() -> change(command, null), recorder)));
    }

    private static AuditEvent.Action action(Command command) {
        return command.change() == Change.SIGN_OUT ? AuditEvent.Action.END_SESSIONS : AuditEvent.Action.CHANGE_STANDING;
    }

    private Outcome decideFor(AccountSessions.Bearer bearer, Command command) {
        Optional<Account> asker = sessions.holder(bearer);
        if (asker.isEmpty()) {
            return new Outcome.NotAuthenticated();
        }
        SessionId by = bearer.session();
        return asker.get().isAdministrator()
                ? change(command, by)
                : new Outcome.Forbidden(asker.get().id(), by);
    }

    private Outcome change(Command command, @Nullable SessionId by) {
        Optional<AccountId> id = command.whose()
                .fold(
                        known -> Optional.of(known.id()),
                        named -> accounts.findByEmail(named.email()).map(Account::id));
        // Locked, so that no concurrent sign-in opens a session.
        Optional<Account> account = id.flatMap(accounts::lock);
        return account.map(found -> change(found, command.change(), by))
                .orElseGet(() -> new Outcome.UnknownAccount(by));
    }

    private Outcome change(Account account, Change change, @Nullable SessionId by) {
        switch (change) {
            case SIGN_OUT -> sessions.endAllOf(account.id(), Session.End.Reason.ENDED_BY_ADMINISTRATOR);
            case DISABLE, ENABLE -> {
                boolean disabled = change == Change.DISABLE;
                if (account.disabled() == disabled) {
                    return new Outcome.Unchanged(account.id(), by);
                }
                accounts.update(account.asDisabled(disabled));
                if (disabled) {
                    sessions.endAllOf(account.id(), Session.End.Reason.ACCOUNT_DISABLED);
                }
            }
        }
        return new Outcome.Done(account.id(), by);
    }

    private static AuditEvent event(Command command, @Nullable AttemptedLogin login, Outcome outcome) {
        AuditEvent.Action action = action(command);
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                done -> done(command.change(), done),
                unchanged ->
                        new AuditEvent.NothingChanged(action, unchanged.account(), unchanged.by(), login, "unchanged"),
                unknown -> new AuditEvent.NothingChanged(action, null, unknown.by(), login, "unknown_account"),
                stranger -> new AuditEvent.NotAuthorized(action, null, null, "not_authenticated"),
                forbidden ->
                        new AuditEvent.NotAuthorized(action, forbidden.account(), forbidden.session(), "not_allowed")));
    }

    private static AuditEvent done(Change change, Outcome.Done done) {
        return change == Change.SIGN_OUT
                ? new AuditEvent.SessionsEnded(done.account(), done.by(), "ended_by_administrator")
                : new AuditEvent.StandingChanged(
                        done.account(), done.by(), change.name().toLowerCase(Locale.ROOT) + "d");
    }
}
