package dev.portcullis.composition;

import dev.portcullis.account.AccountStore;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.account.InMemoryAccountStore;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.audit.reading.InMemoryAuditReader;
import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.retention.DropRecorder;
import dev.portcullis.audit.retention.InMemoryAuditPartitions;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.FakePasswordHasher;
import dev.portcullis.credential.InMemoryCredentialStore;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.credential.PasswordProfile;
import dev.portcullis.emailchange.CancellationCode;
import dev.portcullis.emailchange.CancellationCodes;
import dev.portcullis.emailchange.EmailChangeStore;
import dev.portcullis.emailchange.InMemoryEmailChangeStore;
import dev.portcullis.housekeeping.ExpiredData;
import dev.portcullis.housekeeping.PurgeExpiredData;
import dev.portcullis.kernel.CountingIds;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.InMemoryMailOutbox;
import dev.portcullis.mail.InMemoryMailedCodeStore;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.mail.MailSender;
import dev.portcullis.mail.MailedCodeStore;
import dev.portcullis.mail.RecordingMailSender;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.ratelimit.UncountedResets;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.FakeAccessTokens;
import dev.portcullis.session.FakeRefreshTokens;
import dev.portcullis.session.InMemorySessionStore;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.SessionPolicy;
import dev.portcullis.session.SessionStore;
import dev.portcullis.signingkey.CountingKeyPairGenerator;
import dev.portcullis.signingkey.InMemorySigningKeyStore;
import dev.portcullis.signingkey.KeyPairGenerator;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.signingkey.SigningKeyStore;
import dev.portcullis.verification.FakeVerificationTokens;
import dev.portcullis.verification.InMemoryVerificationStore;
import dev.portcullis.verification.VerificationPolicy;
import dev.portcullis.verification.VerificationStore;
import dev.portcullis.verification.VerificationTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The use cases of the service over in-memory stores and the local provider: the whole business in a few milliseconds. Use
 * cases ask for their ports when they are built, so a test may change a port between two calls. Long, because it has one
 * method for each port.
 */
public final class InMemoryPortcullis implements Ports {
    private static final int MAXIMUM_SESSIONS = 100;

    public final TickingClock clock = new TickingClock();
    public final InMemoryDatabase database = new InMemoryDatabase();
    public final InMemoryAuditWriter audit = new InMemoryAuditWriter(database, clock);
    public final InMemoryAccountStore accountStore = new InMemoryAccountStore(database);
    public final InMemoryCredentialStore credentialStore = new InMemoryCredentialStore(database, accountStore::exists);
    public final InMemoryVerificationStore verificationStore =
            new InMemoryVerificationStore(database, accountStore::exists);
    public final InMemoryMailOutbox outbox = new InMemoryMailOutbox(database, accountStore::exists);
    public final InMemoryMailedCodeStore mailedCodes = new InMemoryMailedCodeStore(database, accountStore::exists);
    public final InMemorySessionStore sessionStore = new InMemorySessionStore(database, accountStore::find, clock);
    public final InMemoryEmailChangeStore emailChanges = new InMemoryEmailChangeStore(database, accountStore::exists);
    public final FakePasswordHasher hasher = new FakePasswordHasher(database);
    public final RecordingMailSender mailbox = new RecordingMailSender();
    public final FakeVerificationTokens verificationTokens = new FakeVerificationTokens();
    public final FakeAccessTokens accessTokens = new FakeAccessTokens(clock);
    public final FakeRefreshTokens refreshTokens = new FakeRefreshTokens();

    private final InMemorySigningKeyStore signingKeys = new InMemorySigningKeyStore(database, clock);
    private final CountingKeyPairGenerator keyPairs = new CountingKeyPairGenerator();
    private final CountingIds ids = new CountingIds();
    private final Random random = new Random(42);
    private final SessionPolicy sessionPolicy;
    private final ExistingAccountDisclosure disclosure;

    /** Answers of the guards; a test may change them. */
    public RateLimiter throttle = RateLimiter.unlimited(new UncountedResets());

    public CaptchaVerifier captcha = CaptchaVerifier.none();
    public FailurePolicy captchaFailurePolicy = FailurePolicy.FAIL_CLOSED;

    /** What is known of every password; a test may change it. */
    public BreachedPasswords.Finding breached = BreachedPasswords.Finding.NOT_FOUND;

    /** Codes that cancel a change of address depend on it; a test may change it. */
    public int keyOfCancellationCodes = 42;

    /** Stores the accounts; a test may replace it by another service. */
    public AccountProvider provider = new LocalProvider(this);

    /** Stores the accounts of the use cases; a test may replace it. */
    public AccountStore usedAccountStore = accountStore;

    /** Hashes passwords and codes; a test may replace it. */
    public PasswordHasher usedHasher = hasher;

    public final LocalProvider local;
    public final LocalSessions sessions;
    public final UseCases useCases;

    public InMemoryPortcullis() {
        this(MAXIMUM_SESSIONS, ExistingAccountDisclosure.TELL);
    }

    public InMemoryPortcullis(ExistingAccountDisclosure disclosure) {
        this(MAXIMUM_SESSIONS, disclosure);
    }

    /** @param maximum of sessions that an account may have */
    public InMemoryPortcullis(int maximum) {
        this(maximum, ExistingAccountDisclosure.TELL);
    }

    private InMemoryPortcullis(int maximum, ExistingAccountDisclosure disclosure) {
        accountStore.hashedIn(credentialStore::find);
        accountStore.onRemoval(credentialStore::forget);
        accountStore.onRemoval(verificationStore::forget);
        accountStore.onRemoval(outbox::forget);
        accountStore.onRemoval(mailedCodes::forget);
        accountStore.onRemoval(sessionStore::forget);
        accountStore.onRemoval(emailChanges::forget);
        this.disclosure = disclosure;
        sessionPolicy = new SessionPolicy(Duration.ofDays(14), Duration.ofDays(90), Duration.ofSeconds(10), maximum);
        local = new LocalProvider(this);
        sessions = local.sessions();
        useCases = new UseCases(this);
    }

    /** Resolves all requests, and delivers the next mail, whatever its content. */
    public DeliverMail.Outcome deliverMail() {
        boolean wasOne;
        do {
            wasOne = useCases.resolveMailRequests().execute();
        } while (wasOne);
        DeliverMail deliverMail = useCases.deliverMail();
        DeliverMail.Outcome outcome = deliverMail.execute(MailKind.Content.CODE);
        return outcome == DeliverMail.Outcome.IDLE ? deliverMail.execute(MailKind.Content.NOTICE) : outcome;
    }

    /** As the service does from time to time: refusals of one period that are alike share an event. */
    public void writeCounts() {
        useCases.auditor().aggregator().flush();
    }

    @Override
    public AccountProvider provider() {
        return provider;
    }

    @Override
    public AccountStore accountStore() {
        return usedAccountStore;
    }

    @Override
    public CredentialStore credentialStore() {
        return credentialStore;
    }

    @Override
    public VerificationStore verificationStore() {
        return verificationStore;
    }

    @Override
    public SessionStore sessionStore() {
        return sessionStore;
    }

    @Override
    public SigningKeyStore signingKeyStore() {
        return signingKeys;
    }

    @Override
    public MailOutbox mailOutbox() {
        return outbox;
    }

    @Override
    public MailedCodeStore mailedCodeStore() {
        return mailedCodes;
    }

    @Override
    public EmailChangeStore emailChangeStore() {
        return emailChanges;
    }

    @Override
    public CancellationCodes cancellationCodes() {
        return change -> CancellationCode.of(new UUID(~change.getLeastSignificantBits(), keyOfCancellationCodes));
    }

    @Override
    public ExpiredData expiredData() {
        throw new AssertionError("PurgeExpiredDataTest has its own");
    }

    @Override
    public UnitOfWork unitOfWork() {
        return database;
    }

    @Override
    public AuditWriter auditWriter() {
        return audit;
    }

    @Override
    public AuditReader auditReader() {
        return new InMemoryAuditReader(database, audit);
    }

    @Override
    public AuditPartitions auditPartitions() {
        return new InMemoryAuditPartitions(database, audit);
    }

    @Override
    public DropRecorder dropRecorder() {
        return DropRecorder.none();
    }

    @Override
    public PasswordHasher passwordHasher() {
        return usedHasher;
    }

    @Override
    public AccessTokens accessTokens() {
        return accessTokens;
    }

    @Override
    public RefreshTokens refreshTokens() {
        return refreshTokens;
    }

    @Override
    public VerificationTokens verificationTokens() {
        return verificationTokens;
    }

    @Override
    public KeyPairGenerator keyPairGenerator() {
        return keyPairs;
    }

    @Override
    public RateLimiter rateLimiter() {
        return throttle;
    }

    @Override
    public CaptchaCheck captchaCheck() {
        CaptchaVerifier outside = (answer, action, address) -> {
            database.requireNoUnitOfWork();
            return captcha.refusalOf(answer, action, address);
        };
        return new CaptchaCheck(outside, captchaFailurePolicy);
    }

    @Override
    public MailSender mailSender() {
        return mailbox;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Ids ids() {
        return ids;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public PasswordPolicy passwordPolicy() {
        return new PasswordPolicy(
                PasswordProfile.STANDARD,
                "password123"::equals,
                List.of("Rememberizer"),
                password -> {
                    database.requireNoUnitOfWork();
                    return breached;
                },
                FailurePolicy.FAIL_CLOSED);
    }

    @Override
    public SessionPolicy sessionPolicy() {
        return sessionPolicy;
    }

    @Override
    public VerificationPolicy verificationPolicy() {
        return new VerificationPolicy(Duration.ofMinutes(10), Duration.ofHours(24));
    }

    @Override
    public ExistingAccountDisclosure existingAccountDisclosure() {
        return disclosure;
    }

    @Override
    public KeyPolicy keyPolicy() {
        return new KeyPolicy(Duration.ofDays(30), Duration.ofDays(1));
    }

    @Override
    public AuditRetention auditRetention() {
        return AuditRetention.FOR_EVER;
    }

    @Override
    public PurgeExpiredData.Policy purgePolicy() {
        throw new AssertionError("PurgeExpiredDataTest has its own");
    }

    @Override
    public FailurePolicy auditFailurePolicy() {
        return FailurePolicy.FAIL_CLOSED;
    }
}
