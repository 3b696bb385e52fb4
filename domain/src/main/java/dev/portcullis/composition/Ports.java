package dev.portcullis.composition;

import dev.portcullis.account.AccountStore;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.retention.DropRecorder;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.emailchange.CancellationCodes;
import dev.portcullis.emailchange.EmailChangeStore;
import dev.portcullis.housekeeping.ExpiredData;
import dev.portcullis.housekeeping.PurgeExpiredData;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.mail.MailSender;
import dev.portcullis.mail.MailedCodeStore;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.SessionPolicy;
import dev.portcullis.session.SessionStore;
import dev.portcullis.signingkey.KeyPairGenerator;
import dev.portcullis.signingkey.KeyPolicy;
import dev.portcullis.signingkey.SigningKeyStore;
import dev.portcullis.verification.VerificationPolicy;
import dev.portcullis.verification.VerificationStore;
import dev.portcullis.verification.VerificationTokens;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the use cases need from outside: stores, cryptography, other services and policies. The use cases ask for a port
 * when they are built, so an implementation can create what is expensive at the first request for it. Safe for use by many
 * threads.
 */
public interface Ports {

    /** What accounts, credentials and sessions are stored by: {@link LocalProvider} or another service. */
    AccountProvider provider();

    // ---- stores

    AccountStore accountStore();

    CredentialStore credentialStore();

    VerificationStore verificationStore();

    SessionStore sessionStore();

    SigningKeyStore signingKeyStore();

    MailOutbox mailOutbox();

    MailedCodeStore mailedCodeStore();

    EmailChangeStore emailChangeStore();

    ExpiredData expiredData();

    UnitOfWork unitOfWork();

    // ---- audit log

    AuditWriter auditWriter();

    AuditReader auditReader();

    AuditPartitions auditPartitions();

    DropRecorder dropRecorder();

    // ---- passwords, tokens and keys

    PasswordHasher passwordHasher();

    AccessTokens accessTokens();

    RefreshTokens refreshTokens();

    VerificationTokens verificationTokens();

    CancellationCodes cancellationCodes();

    KeyPairGenerator keyPairGenerator();

    // ---- guards and other services

    RateLimiter rateLimiter();

    CaptchaCheck captchaCheck();

    MailSender mailSender();

    // ---- time and randomness

    Clock clock();

    Ids ids();

    RandomGenerator random();

    // ---- policies

    PasswordPolicy passwordPolicy();

    SessionPolicy sessionPolicy();

    VerificationPolicy verificationPolicy();

    ExistingAccountDisclosure existingAccountDisclosure();

    KeyPolicy keyPolicy();

    AuditRetention auditRetention();

    PurgeExpiredData.Policy purgePolicy();

    FailurePolicy auditFailurePolicy();
}
