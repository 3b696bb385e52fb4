package dev.portcullis.signin;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.LocalSessions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Requires the current password of a signed-in caller before a change that an unattended session must not be enough for
 * (ASVS 5.0, 6.2.3 and 7.5.1). A wrong one counts like a wrong password at sign-in.
 */
public final class CurrentPassword {
    private final RateLimiter limiter;
    private final LocalSessions sessions;
    private final AccountStore accounts;
    private final CredentialStore credentials;
    private final PasswordHasher hasher;
    private final UnitOfWork work;

    public CurrentPassword(
            RateLimiter limiter,
            LocalSessions sessions,
            AccountStore accounts,
            CredentialStore credentials,
            PasswordHasher hasher,
            UnitOfWork work) {
        this.limiter = limiter;
        this.sessions = sessions;
        this.accounts = accounts;
        this.credentials = credentials;
        this.hasher = hasher;
        this.work = work;
    }

    /** A caller and the password hash that was compared. */
    public record Holder(Account account, SessionId session, PasswordHash hash) {
        public AccountId id() {
            return account.id();
        }

        public <T> Result<T> refused(Refusal refusal) {
            return Result.<T>refused(refusal).about(id(), session);
        }
    }

    /**
     * Decides by the next step if the password is right. Otherwise refuses with {@code NOT_AUTHENTICATED}, {@code
     * TOO_MANY_ATTEMPTS} or {@code CURRENT_PASSWORD_WRONG}. Called outside a unit of work.
     *
     * @param alsoWrong what else is wrong with the request, reported together with a wrong password
     * @param next called outside a unit of work; its decision must {@link #lock} the caller
     */
    public <T> Decision<T> require(
            BearerToken token,
            Password current,
            CallerContext caller,
            Function<Holder, List<Refusal.Detail>> alsoWrong,
            Function<Holder, Decision<T>> next) {
        return require(token, current, caller, alsoWrong, next, LoginAttempt::succeeded);
    }

    /** As {@link #require}, for a decision that deletes the account: if it is done, nothing is stored about its login. */
    public <T> Decision<T> requireForTheLastTime(
            BearerToken token, Password current, CallerContext caller, Function<Holder, Decision<T>> next) {
        return require(token, current, caller, holder -> List.of(), next, attempt -> {});
    }

    private <T> Decision<T> require(
            BearerToken token,
            Password current,
            CallerContext caller,
            Function<Holder, List<Refusal.Detail>> alsoWrong,
            Function<Holder, Decision<T>> next,
            Consumer<LoginAttempt> whenDone) {
        Holder holder = holder(token).orElse(null);
        if (holder == null) {
            return Decision.of(Result.refused(Reason.NOT_AUTHENTICATED));
        }
        LoginAttempt attempt = limiter.attempt(
                caller.address(), holder.account().email().attempted().reveal());
        Refusal tooMany = attempt.refusal();
        if (tooMany != null) {
            return Decision.of(holder.refused(tooMany));
        }
        return attempt.orCancelled(() -> hasher.matches(current, holder.hash())
                        ? next.apply(holder).andThen(result -> {
                            if (!result.isRefused()) {
                                whenDone.accept(attempt);
                                // Otherwise its account may be gone, and nothing is stored about its login again.
                            } else if (!result.isRefusedWith(Reason.NOT_AUTHENTICATED)) {
                                attempt.succeeded();
                            }
                        })
                        : Decision.<T>of(holder.refused(
                                new Refusal(Reason.CURRENT_PASSWORD_WRONG, null, alsoWrong.apply(holder)))))
                .undoneBy(attempt::cancel);
    }

    private Optional<Holder> holder(BearerToken token) {
        return sessions.authenticate(token)
                .flatMap(principal -> work.call(() -> sessions.activeAccount(principal)
                        .flatMap(account -> credentials
                                .find(account.id())
                                .map(hash -> new Holder(account, principal.session(), hash)))));
    }

    /**
     * Locks a caller's account and password, and checks again what was checked before the lock. Refuses with {@code
     * NOT_AUTHENTICATED}, or with {@code CURRENT_PASSWORD_WRONG} if the password is not the one that was compared. Called
     * inside a unit of work.
     */
    public Result<Account> lock(Holder holder) {
        Optional<Account> account = accounts.lock(holder.id()).filter(found -> sessions.isLive(holder.session()));
        if (account.isEmpty()) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        boolean isUnchanged = credentials.exchange(holder.id(), holder.hash(), holder.hash());
        return isUnchanged ? Result.of(account.get()) : holder.refused(Refusal.of(Reason.CURRENT_PASSWORD_WRONG));
    }
}
