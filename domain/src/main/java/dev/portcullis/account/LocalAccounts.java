package dev.portcullis.account;

import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts kept by ourselves. */
public final class LocalAccounts implements Accounts {
    /** By which a sign-up that replaces an account asks its stores more often than one that makes the first. */
    private static final int QUESTIONS_OF_A_REPLACEMENT = 3;

    /** By which a sign-up that makes an account asks its stores more often than one that finds the address taken. */
    private static final int QUESTIONS_OF_A_SIGN_UP = 5;

    private final AccountStore accounts;
    private final CredentialStore credentials;
    private final PasswordHasher hasher;
    private final PasswordPolicy passwordPolicy;
    private final VerificationStore verifications;
    private final VerificationMailQueue mails;
    private final VerificationTokens tokens;
    private final VerificationPolicy verificationPolicy;
    private final NoticeQueue notices;
    private final ExistingAccountDisclosure whenTaken;
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
            VerificationMailQueue mails,
            VerificationTokens tokens,
            VerificationPolicy verificationPolicy,
            NoticeQueue notices,
            ExistingAccountDisclosure whenTaken,
            AccountSessions sessions,
            UnitOfWork work,
            Clock clock,
            Ids ids) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.hasher = hasher;
        this.passwordPolicy = passwordPolicy;
        this.verifications = verifications;
        this.mails = mails;
        this.tokens = tokens;
        this.verificationPolicy = verificationPolicy;
        this.notices = notices;
        this.whenTaken = whenTaken;
        this.sessions = sessions;
        this.work = work;
        this.clock = clock;
        this.ids = ids;
    }

    // ---- sign-up

    @Override
    public SignUp.Outcome signUp(
            SignUp.Registration registration, Belongings belongings, Recorder<SignUp.Outcome> recorder) {
        Optional<PasswordPolicy.Violation> violation =
                passwordPolicy.violationBy(registration.password(), registration.holderTexts());
        if (violation.isPresent()) {
            return work.decide(() -> new SignUp.Outcome.PasswordRefused(violation.get()), recorder);
        }
        // Who stood at the address when we began: only that registration may be taken over, so of several sign-ups
        // at once the first makes the account and the others learn that it is taken.
        Optional<Account> standing = work.call(() -> accounts.findByEmail(registration.email()));
        // Hashed also when the address is taken, so that the time does not tell.
        PasswordHash hash = hasher.hash(registration.password());
        return work.decide(
                () -> standing.isPresent() ? takeOver(standing.get(), registration, hash) : create(registration, hash),
                recorder);
    }

    private SignUp.Outcome create(SignUp.Registration registration, PasswordHash hash) {
        Account account = Account.registered(
                new AccountId(ids.next()), registration.email(), registration.name(), clock.instant());
        if (!accounts.insert(account)) {
            return accounts.findByEmail(registration.email())
                    .map(holder -> taken(holder, registration))
                    .orElseGet(SignUp.Outcome.EmailTaken::new);
        }
        askInVain(QUESTIONS_OF_A_REPLACEMENT, account.id());
        return begin(account, registration, hash, EmailVerification.owedBy(account.id()));
    }

    private SignUp.Outcome takeOver(Account standing, SignUp.Registration registration, PasswordHash hash) {
        AccountId id = standing.id();
        Optional<Account> unchanged = accounts.lock(id)
                .filter(account -> !account.emailVerified()
                        && !account.disabled()
                        && account.registration() == standing.registration());
        if (unchanged.isEmpty()) {
            return taken(standing, registration);
        }
        if (whenTaken == ExistingAccountDisclosure.CONCEAL) {
            return replace(id, registration, hash);
        }
        Account account = unchanged.get().takenOverBy(registration.name());
        accounts.update(account);
        sessions.endAllOf(id);
        EmailVerification owed = verifications.lock(id).orElseGet(() -> EmailVerification.owedBy(id));
        return begin(account, registration, hash, owed.forNewRegistration());
    }

    /** An id and a registration that go on would tell of the one before, in the answer and in the tokens. */
    private SignUp.Outcome replace(AccountId before, SignUp.Registration registration, PasswordHash hash) {
        EmailVerification owed = verifications.lock(before).orElseGet(() -> EmailVerification.owedBy(before));
        accounts.remove(before);
        Account account = Account.registered(
                new AccountId(ids.next()), registration.email(), registration.name(), clock.instant());
        boolean kept = accounts.insert(account);
        return kept
                ? begin(account, registration, hash, owed.passedOnTo(account.id()))
                : new SignUp.Outcome.EmailTaken();
    }

    private SignUp.Outcome taken(Account holder, SignUp.Registration registration) {
        if (whenTaken == ExistingAccountDisclosure.TELL) {
            return new SignUp.Outcome.EmailTaken();
        }
        Instant now = clock.instant();
        Account shown = Account.registered(new AccountId(ids.next()), registration.email(), registration.name(), now);
        // An address that nobody has shown to be theirs is a stranger's, for all we know.
        if (holder.emailVerified()) {
            notices.order(holder.id(), Notice.SIGN_UP_ATTEMPTED, registration.language(), now);
        }
        askInVain(QUESTIONS_OF_A_SIGN_UP, shown.id());
        return new SignUp.Outcome.Concealed(shown, tokens.issue(shown));
    }

    /** Takes the time of another way through a sign-up, where nobody is to tell them apart. */
    private void askInVain(int questions, AccountId nobody) {
        if (whenTaken == ExistingAccountDisclosure.CONCEAL) {
            for (int i = 0; i < questions; i++) {
                Optional<PasswordHash> unused = credentials.find(nobody);
            }
        }
    }

    private SignUp.Outcome begin(
            Account account, SignUp.Registration registration, PasswordHash hash, EmailVerification owed) {
        Instant now = clock.instant();
        credentials.put(account.id(), hash, now);
        verifications.put(owed);
        mails.order(account.id(), account.registration(), registration.language(), now);
        return new SignUp.Outcome.Created(account, tokens.issue(account));
    }

    // ---- verification

    @Override
    public VerifyEmail.Outcome verifyEmail(
            BearerToken token, VerificationCode code, Belongings belongings, Recorder<VerifyEmail.Outcome> recorder) {
        Optional<Claim> read = claim(token);
        if (read.isEmpty()) {
            return work.decide(VerifyEmail.Outcome.NotAuthenticated::new, recorder);
        }
        Claim claim = read.get();
        boolean conceals = whenTaken == ExistingAccountDisclosure.CONCEAL && claim.session() == null;
        Try attempt = work.call(() -> {
            Try begun = begin(claim);
            if (begun.refusal() != null && !conceals) {
                recorder.record(begun.refusal());
            }
            return begun;
        });
        if (attempt.refusal() == null) {
            Optional<PasswordHash> matched = match(claim, code, attempt.codes());
            VerifyEmail.Outcome outcome = work.decide(() -> conclude(claim, matched), recorder);
            return conceals ? concealed(claim, outcome) : outcome;
        }
        if (!conceals) {
            return attempt.refusal();
        }
        boolean unused = hasher.matches(code, hasher.decoy());
        return concealed(claim, work.decide(attempt::refusal, recorder));
    }

    /** The log knows why; who asks by the token of a sign-up could tell by it whether there was an account before. */
    private static VerifyEmail.Outcome concealed(Claim claim, VerifyEmail.Outcome outcome) {
        VerifyEmail.Outcome wrongCode =
                new VerifyEmail.Outcome.CodeRefused(claim.account(), VerifyEmail.Outcome.Why.CODE_INVALID);
        return outcome.fold(new VerifyEmail.Outcome.Cases<VerifyEmail.Outcome>(
                verified -> verified,
                unknown -> wrongCode,
                refused -> wrongCode,
                throttled -> wrongCode,
                rejected -> wrongCode));
    }

    /** Whose address it is about, from either kind of token. */
    private record Claim(
            AccountId account,
            @Nullable Integer registration,
            @Nullable SessionId session) {
        boolean speaksFor(Account candidate) {
            return registration == null || registration == candidate.registration();
        }
    }

    /** A try that was counted and may be compared with these codes, or the reason why not. */
    private record Try(List<PasswordHash> codes, VerifyEmail.@Nullable Outcome refusal) {
        static Try refused(VerifyEmail.Outcome refusal) {
            return new Try(List.of(), refusal);
        }
    }

    private Optional<Claim> claim(BearerToken token) {
        Optional<Claim> bySession =
                sessions.identify(token).map(bearer -> new Claim(bearer.account(), null, bearer.session()));
        return bySession.or(
                () -> tokens.read(token).map(claims -> new Claim(claims.account(), claims.registration(), null)));
    }

    private Optional<Account> locked(Claim claim) {
        return accounts.lock(claim.account())
                .filter(claim::speaksFor)
                .filter(account -> !account.disabled())
                .filter(account -> claim.session() == null || sessions.isLive(claim.session()));
    }

    private Try begin(Claim claim) {
        Optional<Account> account = locked(claim);
        if (account.isEmpty()) {
            return Try.refused(new VerifyEmail.Outcome.NotAuthenticated());
        }
        AccountId id = claim.account();
        Optional<EmailVerification> owed = verifications.lock(id);
        if (account.get().emailVerified() || owed.isEmpty()) {
            return Try.refused(new VerifyEmail.Outcome.CodeRefused(id, VerifyEmail.Outcome.Why.ALREADY_VERIFIED));
        }
        Instant now = clock.instant();
        Duration locked = owed.get().lockedFor(now);
        if (!locked.isZero() && !locked.isNegative()) {
            return Try.refused(new VerifyEmail.Outcome.Throttled(id, locked));
        }
        List<PasswordHash> codes = owed.get().codesGoodAt(now, verificationPolicy.codeLifetime());
        if (codes.isEmpty()) {
            return Try.refused(new VerifyEmail.Outcome.CodeRefused(id, VerifyEmail.Outcome.Why.CODE_EXPIRED));
        }
        verifications.put(owed.get().countingTry(now));
        return new Try(codes, null);
    }

    private Optional<PasswordHash> match(Claim claim, VerificationCode code, List<PasswordHash> codes) {
        try {
            return codes.stream().filter(hash -> hasher.matches(code, hash)).findFirst();
        } catch (Overloaded overloaded) {
            // Not compared, so not held against the caller.
            work.run(() -> verifications
                    .lock(claim.account())
                    .map(EmailVerification::forgivingTry)
                    .ifPresent(verifications::put));
            throw overloaded;
        }
    }

    private VerifyEmail.Outcome conclude(Claim claim, Optional<PasswordHash> matched) {
        Optional<Account> account = locked(claim);
        if (account.isEmpty()) {
            return new VerifyEmail.Outcome.NotAuthenticated();
        }
        AccountId id = claim.account();
        if (account.get().emailVerified()) {
            return new VerifyEmail.Outcome.CodeRefused(id, VerifyEmail.Outcome.Why.ALREADY_VERIFIED);
        }
        boolean stillGood = verifications.lock(id).stream()
                .flatMap(owed -> owed.codesGoodAt(clock.instant(), verificationPolicy.codeLifetime()).stream())
                .anyMatch(hash -> matched.filter(hash::equals).isPresent());
        if (!stillGood) {
            return new VerifyEmail.Outcome.CodeRefused(id, VerifyEmail.Outcome.Why.CODE_INVALID);
        }
        Account verified = account.get().verified();
        accounts.update(verified);
        verifications.remove(id);
        AccessToken fresh = claim.session() == null ? null : sessions.renew(verified, claim.session());
        return new VerifyEmail.Outcome.Verified(verified, claim.session(), fresh);
    }

    // ---- description

    @Override
    public DescribeAccount.Outcome describe(BearerToken token, Belongings belongings) {
        Optional<Account> account =
                sessions.identify(token).flatMap(bearer -> work.call(() -> sessions.holder(bearer)));
        return account.<DescribeAccount.Outcome>map(DescribeAccount.Outcome.Described::new)
                .orElseGet(DescribeAccount.Outcome.NotAuthenticated::new);
    }
}
