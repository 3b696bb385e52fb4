package dev.portcullis.account;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.verification.CodeComparison;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationStore;
import dev.portcullis.verification.VerificationTokens;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The local provider's accounts, over stores. Thread-safe. */
public final class LocalAccounts implements Accounts {
    /** Queries that a sign-up that replaces an account makes beyond those of one that creates the first. */
    private static final int QUERIES_OF_A_REPLACEMENT = 3;

    /** Queries that a sign-up that creates an account makes beyond those of one that finds the address taken. */
    private static final int QUERIES_OF_A_SIGN_UP = 5;

    private final AccountStore accounts;
    private final CredentialStore credentials;
    private final PasswordHasher hasher;
    private final PasswordPolicy passwordPolicy;
    private final VerificationStore verifications;
    private final VerificationTokens tokens;
    private final CodeComparison codes;
    private final MailOutbox outbox;
    private final ExistingAccountDisclosure disclosure;
    private final AccountSessions sessions;
    private final UnitOfWork work;
    private final Clock clock;
    private final Ids ids;

    public LocalAccounts(
            AccountStore accounts,
            CredentialStore credentials,
            PasswordHasher hasher,
            PasswordPolicy passwordPolicy,
            VerificationStore verifications,
            VerificationTokens tokens,
            CodeComparison codes,
            MailOutbox outbox,
            ExistingAccountDisclosure disclosure,
            AccountSessions sessions,
            UnitOfWork work,
            Clock clock,
            Ids ids) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.hasher = hasher;
        this.passwordPolicy = passwordPolicy;
        this.verifications = verifications;
        this.tokens = tokens;
        this.codes = codes;
        this.outbox = outbox;
        this.disclosure = disclosure;
        this.sessions = sessions;
        this.work = work;
        this.clock = clock;
        this.ids = ids;
    }

    // ---- sign-up

    @Override
    public Decision<SignUp.SignedUp> signUp(SignUp.Registration registration) {
        Optional<PasswordPolicy.Violation> violation =
                passwordPolicy.violationBy(registration.password(), registration.holderTexts());
        if (violation.isPresent()) {
            return Decision.of(Result.refused(violation.get().toRefusal("password")));
        }
        // Only the registration that is found now may be taken over, so of several concurrent sign-ups the first
        // creates the account and the others find the address taken.
        Optional<Account> existing = work.call(() -> accounts.findByEmail(registration.email()));
        // Hashed also when the address is taken, so that the response time does not reveal it.
        PasswordHash hash = hasher.hash(registration.password());
        Decision<SignUp.SignedUp> decision = Decision.of(
                () -> existing.isPresent() ? takeOver(existing.get(), registration, hash) : create(registration, hash));
        return decision.answering(result -> conceal(registration, result));
    }

    private Result<SignUp.SignedUp> create(SignUp.Registration registration, PasswordHash hash) {
        Account account = newAccount(registration);
        if (!accounts.insert(account)) {
            return taken(accounts.findByEmail(registration.email()), registration);
        }
        queryInVain(QUERIES_OF_A_REPLACEMENT, account.id());
        return begin(account, registration, hash, EmailVerification.owedBy(account.id()));
    }

    private Account newAccount(SignUp.Registration registration) {
        return Account.registered(
                new AccountId(ids.next()), registration.email(), registration.name(), clock.instant());
    }

    private Result<SignUp.SignedUp> takeOver(Account existing, SignUp.Registration registration, PasswordHash hash) {
        AccountId id = existing.id();
        Optional<Account> unchanged = accounts.lock(id)
                .filter(account -> !account.emailVerified()
                        && !account.disabled()
                        && account.registration() == existing.registration());
        if (unchanged.isEmpty()) {
            return taken(Optional.of(existing), registration);
        }
        EmailVerification owed = verifications.lock(id).orElseGet(() -> EmailVerification.owedBy(id));
        if (conceals()) {
            // The same id, and the next registration, would reveal the previous sign-up in the response and in tokens.
            accounts.remove(id);
            Account account = newAccount(registration);
            return accounts.insert(account)
                    ? begin(account, registration, hash, owed.passedOnTo(account.id()))
                    : Result.refused(Reason.EMAIL_TAKEN);
        }
        Account account = unchanged.get().takenOverBy(registration.name());
        accounts.update(account);
        sessions.endAllOf(id);
        return begin(account, registration, hash, owed.passedOnTo(id)).noting("registration_replaced");
    }

    private Result<SignUp.SignedUp> taken(Optional<Account> holder, SignUp.Registration registration) {
        if (conceals()) {
            // An unverified address may belong to a stranger.
            holder.filter(Account::emailVerified)
                    .ifPresent(account -> outbox.enqueue(
                            account.id(), MailKind.SIGN_UP_ATTEMPTED, registration.language(), clock.instant()));
            queryInVain(QUERIES_OF_A_SIGN_UP, new AccountId(ids.next()));
        }
        return Result.refused(Reason.EMAIL_TAKEN);
    }

    /** The caller gets an account that looks like a new one; it was not created, and its token is useless. */
    private Result<SignUp.SignedUp> conceal(SignUp.Registration registration, Result<SignUp.SignedUp> result) {
        if (!conceals() || !result.isRefusedWith(Reason.EMAIL_TAKEN)) {
            return result;
        }
        Account shown = newAccount(registration);
        return Result.of(new SignUp.SignedUp(shown, tokens.issue(shown.id(), shown.registration())));
    }

    private boolean conceals() {
        return disclosure == ExistingAccountDisclosure.CONCEAL;
    }

    /** Takes the time of the other path through a sign-up, so that the response time does not reveal which was taken. */
    private void queryInVain(int queries, AccountId nobody) {
        if (conceals()) {
            for (int i = 0; i < queries; i++) {
                Optional<PasswordHash> unused = credentials.find(nobody);
            }
        }
    }

    private Result<SignUp.SignedUp> begin(
            Account account, SignUp.Registration registration, PasswordHash hash, EmailVerification owed) {
        Instant now = clock.instant();
        credentials.put(account.id(), hash, now);
        verifications.put(owed);
        outbox.enqueue(account.id(), MailKind.VERIFICATION_CODE, registration.language(), now);
        return Result.of(new SignUp.SignedUp(account, tokens.issue(account.id(), account.registration())))
                .about(account.id());
    }

    // ---- verification

    @Override
    public Decision<VerifyEmail.Verified> verifyEmail(BearerToken token, VerificationCode code) {
        Claim claim = claim(token).orElse(null);
        if (claim == null) {
            return Decision.of(Result.refused(Reason.NOT_AUTHENTICATED));
        }
        Result<Optional<PasswordHash>> matched = codes.compare(code, () -> owed(claim), verifications::put);
        // The holder of a sign-up's token could tell from the reason whether there was an account before.
        boolean conceals = conceals() && claim.session() == null;
        Decision<VerifyEmail.Verified> decision;
        if (matched.isRefused()) {
            if (conceals) {
                // In vain, for equal work.
                Optional<PasswordHash> unused = codes.match(code, List.of());
            }
            decision = Decision.of(matched.<VerifyEmail.Verified>asRefusal());
        } else {
            decision = Decision.of(() -> conclude(claim, matched.value()));
        }
        return conceals
                ? decision.answering(result -> result.isRefused() ? Result.refused(Reason.CODE_INVALID) : result)
                : decision;
    }

    /** The contents of either kind of token. */
    private record Claim(
            AccountId account,
            @Nullable Integer registration,
            @Nullable SessionId session) {}

    private Optional<Claim> claim(BearerToken token) {
        return sessions.authenticate(token)
                .map(principal -> new Claim(principal.account(), null, principal.session()))
                .or(() -> tokens.read(token).map(claims -> new Claim(claims.account(), claims.registration(), null)));
    }

    private Optional<Account> locked(Claim claim) {
        return accounts.lock(claim.account())
                .filter(account -> claim.registration() == null || claim.registration() == account.registration())
                .filter(account -> !account.disabled())
                .filter(account -> claim.session() == null || sessions.isLive(claim.session()));
    }

    /** The pending verification of a claim, locked together with its account. */
    private Result<EmailVerification> owed(Claim claim) {
        Optional<Account> account = locked(claim);
        if (account.isEmpty()) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        return verifications
                .lock(claim.account())
                .filter(owed -> !account.get().emailVerified())
                .map(Result::of)
                .orElseGet(() -> Result.refused(Reason.ALREADY_VERIFIED))
                .about(claim.account());
    }

    private static <T> Result<T> refused(Reason reason, AccountId account) {
        return Result.<T>refused(reason).about(account);
    }

    private Result<VerifyEmail.Verified> conclude(Claim claim, Optional<PasswordHash> matched) {
        Optional<Account> account = locked(claim);
        if (account.isEmpty()) {
            return Result.refused(Reason.NOT_AUTHENTICATED);
        }
        AccountId id = claim.account();
        if (account.get().emailVerified()) {
            return refused(Reason.ALREADY_VERIFIED, id);
        }
        if (verifications
                .lock(id)
                .filter(owed -> codes.isStillGood(owed, matched))
                .isEmpty()) {
            return refused(Reason.CODE_INVALID, id);
        }
        Account verified = account.get().verified();
        accounts.update(verified);
        verifications.remove(id);
        AccessToken fresh = claim.session() == null ? null : sessions.renew(verified, claim.session());
        return Result.of(new VerifyEmail.Verified(verified, fresh))
                .about(id, claim.session())
                .noting("email_verified");
    }

    @Override
    public Result<Account> describe(BearerToken token) {
        return sessions.authenticate(token)
                .flatMap(sessions::activeAccount)
                .map(Result::of)
                .orElseGet(() -> Result.refused(Reason.NOT_AUTHENTICATED));
    }
}
