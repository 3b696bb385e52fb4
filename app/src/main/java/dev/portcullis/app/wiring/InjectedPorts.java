package dev.portcullis.app.wiring;

import dev.portcullis.account.AccountStore;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.retention.DropRecorder;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.composition.AccountProvider;
import dev.portcullis.composition.Ports;
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
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** The ports as CDI finds them. */
@Singleton
record InjectedPorts(
        LazyPorts lazy,
        AccountStore accountStore,
        CredentialStore credentialStore,
        VerificationStore verificationStore,
        SessionStore sessionStore,
        SigningKeyStore signingKeyStore,
        MailOutbox mailOutbox,
        MailedCodeStore mailedCodeStore,
        EmailChangeStore emailChangeStore,
        ExpiredData expiredData,
        UnitOfWork unitOfWork,
        AuditWriter auditWriter,
        AuditReader auditReader,
        AuditPartitions auditPartitions,
        DropRecorder dropRecorder,
        RefreshTokens refreshTokens,
        CancellationCodes cancellationCodes,
        KeyPairGenerator keyPairGenerator,
        RateLimiter rateLimiter,
        CaptchaCheck captchaCheck,
        MailSender mailSender,
        Clock clock,
        Ids ids,
        SecureRandom random,
        SessionPolicy sessionPolicy,
        VerificationPolicy verificationPolicy,
        ExistingAccountDisclosure existingAccountDisclosure,
        KeyPolicy keyPolicy,
        AuditRetention auditRetention,
        PurgeExpiredData.Policy purgePolicy,
        @Named("audit") FailurePolicy auditFailurePolicy)
        implements Ports {
    @Override
    public AccountProvider provider() {
        return lazy.provider();
    }

    @Override
    public PasswordHasher passwordHasher() {
        return lazy.passwordHasher();
    }

    @Override
    public AccessTokens accessTokens() {
        return lazy.accessTokens();
    }

    @Override
    public VerificationTokens verificationTokens() {
        return lazy.verificationTokens();
    }

    @Override
    public PasswordPolicy passwordPolicy() {
        return lazy.passwordPolicy();
    }

    /** Written out: an implicit accessor would have the qualifier, and so be a producer to CDI. */
    @Override
    public FailurePolicy auditFailurePolicy() {
        return auditFailurePolicy;
    }
}
