package dev.portcullis.composition;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.account.InMemoryAccountStore;
import dev.portcullis.account.LocalAccounts;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.administration.InspectSessions;
import dev.portcullis.administration.ManageAccount;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.FakePasswordHasher;
import dev.portcullis.credential.InMemoryCredentialStore;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.credential.PasswordProfile;
import dev.portcullis.kernel.CountingIds;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.InMemoryMailOutbox;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.RecordingMailSender;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.FakeAccessTokens;
import dev.portcullis.session.FakeRefreshTokens;
import dev.portcullis.session.InMemorySessionStore;
import dev.portcullis.session.ListSessions;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.SessionPolicy;
import dev.portcullis.session.SignOut;
import dev.portcullis.signin.ChangePassword;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.LocalCredentials;
import dev.portcullis.signin.SignIn;
import dev.portcullis.signin.SuspiciousSignIns;
import dev.portcullis.verification.FakeVerificationTokens;
import dev.portcullis.verification.InMemoryVerificationStore;
import dev.portcullis.verification.VerificationPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The local provider and its use cases over the in-memory stores: the whole business in a few milliseconds. */
public final class InMemoryPortcullis {
    private static final VerificationPolicy VERIFICATION_POLICY =
            new VerificationPolicy(Duration.ofMinutes(10), Duration.ofHours(24));

    public final TickingClock clock = new TickingClock();
    public final InMemoryDatabase database = new InMemoryDatabase();
    public final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);
    public final Auditor auditor = new Auditor(audit, database, FailurePolicy.FAIL_CLOSED);
    public final InMemoryAccountStore accountStore = new InMemoryAccountStore(database);
    public final InMemoryCredentialStore credentialStore = new InMemoryCredentialStore(database, accountStore::exists);
    public final InMemoryVerificationStore verificationStore =
            new InMemoryVerificationStore(database, accountStore::exists);
    public final InMemoryMailOutbox outbox = new InMemoryMailOutbox(database, accountStore::exists);
    public final InMemorySessionStore sessionStore = new InMemorySessionStore(database, accountStore::exists, clock);
    public final FakePasswordHasher hasher = new FakePasswordHasher(database);
    public final RecordingMailSender mailbox = new RecordingMailSender();
    public final FakeVerificationTokens verificationTokens = new FakeVerificationTokens();
    public final FakeAccessTokens accessTokens = new FakeAccessTokens(clock);
    public final FakeRefreshTokens refreshTokens = new FakeRefreshTokens();

    /** Answers of the guards; a test may change them. */
    public RateLimiter throttle = RateLimiter.unlimited();

    public CaptchaVerifier captcha = CaptchaVerifier.none();
    public FailurePolicy captchaFailurePolicy = FailurePolicy.FAIL_CLOSED;

    /** What is known of every password; a test may change it. */
    public BreachedPasswords.Finding breached = BreachedPasswords.Finding.NOT_FOUND;

    public final PasswordPolicy passwordPolicy;
    public final LocalSessions sessions;
    public final Credentials credentials;
    public final Accounts accounts;
    public final DeliverMail deliverMail = deliverMail(hasher);

    public InMemoryPortcullis() {
        this(SessionPolicy.USUAL_MAXIMUM, ExistingAccountDisclosure.TELL);
    }

    public InMemoryPortcullis(ExistingAccountDisclosure disclosure) {
        this(SessionPolicy.USUAL_MAXIMUM, disclosure);
    }

    /** @param maximum of sessions that an account may have */
    public InMemoryPortcullis(int maximum) {
        this(maximum, ExistingAccountDisclosure.TELL);
    }

    private InMemoryPortcullis(int maximum, ExistingAccountDisclosure disclosure) {
        accountStore.onRemoval(credentialStore::forget);
        accountStore.onRemoval(verificationStore::forget);
        accountStore.onRemoval(outbox::forget);
        accountStore.onRemoval(sessionStore::forget);
        sessions = new LocalSessions(
                accountStore,
                sessionStore,
                accessTokens,
                refreshTokens,
                new SessionPolicy(Duration.ofDays(14), Duration.ofDays(90), Duration.ofSeconds(10), maximum));
        credentials = new LocalCredentials(
                accountStore, credentialStore, hasher, disclosure, sessions, database, new CountingIds());
        passwordPolicy = new PasswordPolicy(
                PasswordProfile.STANDARD,
                "password123"::equals,
                List.of("Portcullis"),
                password -> {
                    database.requireNoUnitOfWork();
                    return breached;
                },
                FailurePolicy.FAIL_CLOSED);
        VerificationPolicy policy = new VerificationPolicy(Duration.ofMinutes(10), Duration.ofHours(24));
        accounts = new LocalAccounts(
                accountStore,
                credentialStore,
                hasher,
                passwordPolicy,
                verificationStore,
                verificationTokens,
                VERIFICATION_POLICY,
                outbox,
                disclosure,
                sessions,
                database,
                clock,
                new CountingIds());
    }

    public DeliverMail deliverMail(PasswordHasher ofCodes) {
        return new DeliverMail(
                outbox,
                id -> accountStore.find(id).map(account -> account.email().value()),
                verificationStore,
                VERIFICATION_POLICY,
                ofCodes,
                mailbox,
                database,
                clock,
                new Random(42));
    }

    /** Delivers the next mail, whatever its content. */
    public DeliverMail.Outcome deliverMail() {
        DeliverMail.Outcome outcome = deliverMail.execute(MailKind.Content.CODE);
        return outcome == DeliverMail.Outcome.IDLE ? deliverMail.execute(MailKind.Content.NOTICE) : outcome;
    }

    public ChangePassword changePassword() {
        return new ChangePassword(
                auditor,
                throttle,
                sessions,
                accountStore,
                credentialStore,
                hasher,
                passwordPolicy,
                outbox,
                database,
                clock);
    }

    public ListSessions listSessions() {
        return new ListSessions(sessions, database);
    }

    public EndSession endSession() {
        return new EndSession(auditor, sessions);
    }

    public InspectSessions inspectSessions() {
        return new InspectSessions(auditor, sessions, accountStore);
    }

    public ManageAccount manageAccount() {
        return new ManageAccount(auditor, sessions, accountStore);
    }

    public CaptchaCheck captchaCheck() {
        return new CaptchaCheck(
                (answer, action, address) -> {
                    database.requireNoUnitOfWork();
                    return captcha.refusalOf(answer, action, address);
                },
                captchaFailurePolicy);
    }

    public SignUp signUp() {
        return new SignUp(auditor, throttle, captchaCheck(), accounts);
    }

    public VerifyEmail verifyEmail() {
        return new VerifyEmail(auditor, throttle, accounts);
    }

    public DescribeAccount describeAccount() {
        return new DescribeAccount(accounts);
    }

    public SignIn signIn() {
        return signIn(credentials);
    }

    public SignIn signIn(Credentials provider) {
        return new SignIn(
                auditor, throttle, captchaCheck(), provider, SuspiciousSignIns.byMail(accountStore, outbox, clock));
    }

    public RefreshSession refreshSession() {
        return new RefreshSession(auditor, throttle, sessions);
    }

    public SignOut signOut() {
        return new SignOut(auditor, sessions);
    }
}
