package dev.portcullis.session;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.Notice;
import dev.portcullis.account.NoticeQueue;
import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes the password of the signed-in caller, who must send the current one (ASVS 5.0, 6.2.3): an unattended session
 * is not enough. All other sessions of the account end, because an attacker who knew the old password may own one
 * (7.4.3), and the account's owner gets a mail. A wrong current password counts like a wrong password at sign-in.
 */
public final class ChangePassword {
    public record Command(BearerToken token, Password current, Password chosen, CallerContext caller) {}

    public sealed interface Outcome {
        /** The password was changed. */
        record Changed(AccountId account, SessionId session) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.changed().apply(this);
            }
        }

        /** The token is missing or invalid, or its session has ended. */
        record NotAuthenticated() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.notAuthenticated().apply(this);
            }
        }

        /**
         * The current password is incorrect, or was changed concurrently.
         *
         * @param violation what is wrong with the new password, so that both are reported at once; null if it is acceptable,
         *     or if the current password was changed concurrently
         */
        record WrongPassword(AccountId account, SessionId session, PasswordPolicy.@Nullable Violation violation)
                implements Outcome {
            public WrongPassword(AccountId account, SessionId session) {
                this(account, session, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.wrongPassword().apply(this);
            }
        }

        /** The policy rejects the new password. */
        record PasswordRefused(AccountId account, SessionId session, PasswordPolicy.Violation violation)
                implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.passwordRefused().apply(this);
            }
        }

        /** Too many calls, or too many wrong passwords. */
        record Throttled(Duration retryAfter) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.throttled().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One handler per outcome; a new outcome does not compile until it is handled. */
        record Cases<R>(
                Function<? super Changed, ? extends R> changed,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated,
                Function<? super WrongPassword, ? extends R> wrongPassword,
                Function<? super PasswordRefused, ? extends R> passwordRefused,
                Function<? super Throttled, ? extends R> throttled) {}
    }

    private final RateLimiter throttle;
    private final LocalSessions sessions;
    private final AccountStore accounts;
    private final CredentialStore credentials;
    private final PasswordHasher hasher;
    private final PasswordPolicy policy;
    private final NoticeQueue notices;
    private final UnitOfWork work;
    private final Clock clock;
    private final Attempts attempts;

    public ChangePassword(
            RateLimiter throttle,
            LocalSessions sessions,
            AccountStore accounts,
            CredentialStore credentials,
            PasswordHasher hasher,
            PasswordPolicy policy,
            NoticeQueue notices,
            UnitOfWork work,
            Clock clock,
            Attempts attempts) {
        this.throttle = throttle;
        this.sessions = sessions;
        this.accounts = accounts;
        this.credentials = credentials;
        this.hasher = hasher;
        this.policy = policy;
        this.notices = notices;
        this.work = work;
        this.clock = clock;
        this.attempts = attempts;
    }

    private record Holder(Account account, SessionId session, PasswordHash hash) {
        AccountId id() {
            return account.id();
        }
    }

    public Outcome execute(Command command) {
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.CHANGE_PASSWORD, null, command.caller(), ChangePassword::event);
        Optional<Duration> delay =
                throttle.delay(RateLimiter.Action.SIGN_IN, command.caller().address(), "");
        if (delay.isPresent()) {
            return attempt.turnAway(new Outcome.Throttled(delay.get()));
        }
        return attempt.ask(recorder -> change(command, recorder));
    }

    private Outcome change(Command command, Recorder<Outcome> recorder) {
        Optional<Holder> known = sessions.identify(command.token())
                .flatMap(bearer -> work.call(() -> sessions.holder(bearer)
                        .flatMap(account -> credentials
                                .find(account.id())
                                .map(hash -> new Holder(account, bearer.session(), hash)))));
        if (known.isEmpty()) {
            return work.decide(Outcome.NotAuthenticated::new, recorder);
        }
        Holder holder = known.get();
        LoginAttempt guess = throttle.guess(
                command.caller().address(), holder.account().email().attempted().reveal());
        if (guess.delay().isPresent()) {
            Duration wait = guess.delay().get();
            return work.decide(() -> new Outcome.Throttled(wait), recorder);
        }
        return guess.orWithdrawn(() -> compare(command, holder, guess, recorder));
    }

    private Outcome compare(Command command, Holder holder, LoginAttempt guess, Recorder<Outcome> recorder) {
        if (!hasher.matches(command.current(), holder.hash())) {
            PasswordPolicy.Violation also = policy.violationOfRules(
                            command.chosen(), holder.account().holderTexts())
                    .orElse(null);
            return work.decide(() -> new Outcome.WrongPassword(holder.id(), holder.session(), also), recorder);
        }
        Optional<PasswordPolicy.Violation> violation =
                policy.violationBy(command.chosen(), holder.account().holderTexts());
        if (violation.isPresent()) {
            return work.decide(
                    () -> {
                        guess.wasRight();
                        return new Outcome.PasswordRefused(holder.id(), holder.session(), violation.get());
                    },
                    recorder);
        }
        PasswordHash chosen = hasher.hash(command.chosen());
        return work.decide(
                () -> {
                    guess.wasRight();
                    return conclude(holder, chosen, command.caller().language());
                },
                recorder);
    }

    private Outcome conclude(Holder holder, PasswordHash chosen, Locale language) {
        Optional<Account> account = accounts.lock(holder.id()).filter(found -> sessions.isLive(holder.session()));
        if (account.isEmpty()) {
            return new Outcome.NotAuthenticated();
        }
        boolean unchanged = credentials.exchange(holder.id(), holder.hash(), chosen);
        if (!unchanged) {
            return new Outcome.WrongPassword(holder.id(), holder.session());
        }
        Instant now = clock.instant();
        credentials.put(holder.id(), chosen, now);
        sessions.endOthersOf(holder.id(), holder.session(), Session.End.Reason.PASSWORD_CHANGED);
        // An unverified address may belong to a stranger.
        if (account.get().emailVerified()) {
            notices.order(holder.id(), Notice.PASSWORD_CHANGED, language, now);
        }
        return new Outcome.Changed(holder.id(), holder.session());
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                changed -> new AuditEvent.PasswordChanged(changed.account(), changed.session()),
                unknown -> new AuditEvent.PasswordChangeRefused(null, null, "not_authenticated"),
                wrong -> new AuditEvent.PasswordChangeRefused(wrong.account(), wrong.session(), "wrong_password"),
                refused -> refused.violation() == PasswordPolicy.Violation.UNCHECKED
                        ? new AuditEvent.AttemptFailed(
                                AuditEvent.Action.CHANGE_PASSWORD, null, "password_check_unavailable")
                        : new AuditEvent.PasswordChangeRefused(
                                refused.account(), refused.session(), "password_refused"),
                throttled -> new AuditEvent.RateLimited(AuditEvent.Action.CHANGE_PASSWORD, null, "too_many_attempts")));
    }
}
