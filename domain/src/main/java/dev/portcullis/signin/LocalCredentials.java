package dev.portcullis.signin;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.AccountStore.Holder;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import org.jspecify.annotations.Nullable;

/** The local provider's credentials: verifies passwords against the stored hashes. Thread-safe. */
public final class LocalCredentials implements Credentials {
    private final AccountStore accounts;
    private final CredentialStore credentials;
    private final PasswordHasher hasher;
    private final ExistingAccountDisclosure disclosure;
    private final LocalSessions sessions;
    private final Ids ids;

    /**
     * @param disclosure where it conceals, an account whose address is not verified does not sign in: if it did, a
     *     sign-up and a sign-in with the password of that sign-up would show whether the address had an account before
     */
    public LocalCredentials(
            AccountStore accounts,
            CredentialStore credentials,
            PasswordHasher hasher,
            ExistingAccountDisclosure disclosure,
            LocalSessions sessions,
            Ids ids) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.hasher = hasher;
        this.disclosure = disclosure;
        this.sessions = sessions;
        this.ids = ids;
    }

    @Override
    public Decision<SessionTokens> exchange(Login login, Password password, @Nullable RefreshToken replaced) {
        Holder holder = login.asEmailAddress().flatMap(accounts::findHolder).orElse(null);
        // Always compared, also for an unknown login, so that the response time does not reveal whether it exists.
        boolean matches = hasher.matches(password, holder == null ? hasher.decoy() : holder.hash());
        if (holder == null) {
            return Decision.of(Result.refused(Reason.UNKNOWN_LOGIN));
        }
        Account account = holder.account();
        if (!matches) {
            return Decision.of(refused(Reason.WRONG_PASSWORD, account));
        }
        // Decided by what was read before, so that it takes the statements of a wrong password.
        if (disclosure == ExistingAccountDisclosure.CONCEAL && !account.emailVerified()) {
            return Decision.of(refused(Reason.EMAIL_NOT_VERIFIED, account));
        }
        PasswordHash renewed = hasher.isOutdated(holder.hash()) ? hasher.hash(password) : holder.hash();
        return Decision.of(() -> open(holder, renewed, replaced));
    }

    private static Result<SessionTokens> refused(Reason reason, Account account) {
        return Result.<SessionTokens>refused(reason).about(account.id());
    }

    private Result<SessionTokens> open(Holder compared, PasswordHash renewed, @Nullable RefreshToken replaced) {
        // Locked so that between the check and the session the password cannot be changed and no sign-up can take the
        // account over.
        Holder holder = accounts.lockHolder(compared.account().id()).orElse(null);
        if (holder == null) {
            return refused(Reason.WRONG_PASSWORD, compared.account());
        }
        Account account = holder.account();
        if (account.disabled()) {
            return refused(Reason.ACCOUNT_DISABLED, account);
        }
        if (!isUnchanged(holder, compared, renewed)) {
            return refused(Reason.WRONG_PASSWORD, account);
        }
        if (replaced != null) {
            sessions.replace(replaced);
        }
        SessionId id = new SessionId(ids.next());
        return Result.of(sessions.open(account, id)).about(account.id(), id);
    }

    /** Also stores the renewed hash, if there is one; usually there is none, because parameters change rarely. */
    private boolean isUnchanged(Holder holder, Holder compared, PasswordHash renewed) {
        PasswordHash hash = compared.hash();
        return holder.hash().equals(hash)
                && holder.account().email().equals(compared.account().email())
                && (renewed.equals(hash)
                        || credentials.exchange(holder.account().id(), hash, renewed));
    }
}
