package dev.portcullis.session;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The local provider's credentials: verifies passwords against the stored hashes. Thread-safe. */
public final class LocalCredentials implements Credentials {
    private final AccountStore accounts;
    private final CredentialStore credentials;
    private final PasswordHasher hasher;
    private final ExistingAccountDisclosure whenTaken;
    private final LocalSessions sessions;
    private final UnitOfWork work;
    private final Ids ids;

    /**
     * @param whenTaken where it conceals, an account whose address is not verified does not sign in: if it did, a
     *     sign-up and a sign-in with the password of that sign-up would show whether the address had an account before
     */
    public LocalCredentials(
            AccountStore accounts,
            CredentialStore credentials,
            PasswordHasher hasher,
            ExistingAccountDisclosure whenTaken,
            LocalSessions sessions,
            UnitOfWork work,
            Ids ids) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.hasher = hasher;
        this.whenTaken = whenTaken;
        this.sessions = sessions;
        this.work = work;
        this.ids = ids;
    }

    private record Holder(Account account, PasswordHash hash) {}

    @Override
    public SignIn.Outcome exchange(
            Login login,
            Password password,
            @Nullable RefreshToken replaced,
            Belongings belongings,
            Recorder<SignIn.Outcome> recorder) {
        Optional<Holder> holder = work.call(() -> holder(login));
        PasswordHash hash = holder.map(Holder::hash).orElseGet(hasher::decoy);
        // Always compared, also for an unknown login, so that the response time does not reveal whether it exists.
        boolean matches = hasher.matches(password, hash);
        if (holder.isEmpty() || !matches) {
            AccountId known = holder.map(Holder::account).map(Account::id).orElse(null);
            return work.decide(() -> new SignIn.Outcome.Denied(known), recorder);
        }
        Account account = holder.get().account();
        // Decided by what was read before, so that it takes the statements of a wrong password.
        if (whenTaken == ExistingAccountDisclosure.CONCEAL && !account.emailVerified()) {
            return work.decide(
                    () -> SignIn.Outcome.Denied.despiteRightPassword(account.id(), SignIn.Outcome.Bar.NOT_VERIFIED),
                    recorder);
        }
        PasswordHash renewed = hasher.isOutdated(hash) ? hasher.hash(password) : hash;
        return work.decide(() -> open(holder.get(), renewed, replaced), recorder);
    }

    private Optional<Holder> holder(Login login) {
        Optional<Account> account = login.asEmailAddress().flatMap(accounts::findByEmail);
        // Queried also for an unknown login, so that the response time does not reveal whether it exists.
        AccountId id = account.map(Account::id).orElseGet(() -> new AccountId(ids.next()));
        Optional<PasswordHash> hash = credentials.find(id);
        return account.flatMap(found -> hash.map(kept -> new Holder(found, kept)));
    }

    private SignIn.Outcome open(Holder holder, PasswordHash renewed, @Nullable RefreshToken replaced) {
        // The account is locked so that between the check and the session the password cannot be changed and no sign-up
        // can take the account over.
        Optional<Account> account = accounts.lock(holder.account().id());
        if (account.filter(Account::disabled).isPresent()) {
            return SignIn.Outcome.Denied.despiteRightPassword(holder.account().id(), SignIn.Outcome.Bar.DISABLED);
        }
        boolean unchanged =
                account.isPresent() && credentials.exchange(account.get().id(), holder.hash(), renewed);
        if (!unchanged) {
            return new SignIn.Outcome.Denied(holder.account().id());
        }
        if (replaced != null) {
            sessions.replace(replaced);
        }
        SessionId id = new SessionId(ids.next());
        return new SignIn.Outcome.Granted(account.get().id(), id, sessions.open(account.get(), id));
    }
}
