package dev.portcullis.app.wiring;

import dev.portcullis.account.AccountStore;
import dev.portcullis.account.Accounts;
import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.account.GroupAuditAccess;
import dev.portcullis.account.LocalAccounts;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.administration.ChangeGroups;
import dev.portcullis.audit.Auditor;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.mail.MailSender;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.verification.VerificationPolicy;
import dev.portcullis.verification.VerificationStore;
import dev.portcullis.verification.VerificationTokens;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** Accounts: sign-up, verification, description, groups. */
@Dependent
final class AccountWiring {
    @Produces
    @Singleton
    @Typed(LocalAccounts.class)
    LocalAccounts localAccounts(
            AccountStore accounts,
            CredentialStore credentials,
            PasswordHasher hasher,
            PasswordPolicy passwordPolicy,
            VerificationStore verifications,
            VerificationTokens tokens,
            VerificationPolicy verificationPolicy,
            MailOutbox outbox,
            ExistingAccountDisclosure disclosure,
            LocalSessions sessions,
            UnitOfWork work,
            Clock clock,
            Ids ids) {
        return new LocalAccounts(
                accounts,
                credentials,
                hasher,
                passwordPolicy,
                verifications,
                tokens,
                verificationPolicy,
                outbox,
                disclosure,
                sessions,
                work,
                clock,
                ids);
    }

    @Produces
    @Singleton
    SignUp signUp(Auditor auditor, RateLimiter limiter, CaptchaCheck captchas, Accounts accounts) {
        return new SignUp(auditor, limiter, captchas, accounts);
    }

    @Produces
    @Singleton
    VerifyEmail verifyEmail(Auditor auditor, RateLimiter limiter, Accounts accounts) {
        return new VerifyEmail(auditor, limiter, accounts);
    }

    @Produces
    @Singleton
    DescribeAccount describeAccount(Accounts accounts) {
        return new DescribeAccount(accounts);
    }

    @Produces
    @Singleton
    @Typed(GroupAuditAccess.class)
    GroupAuditAccess localAuditAccess(LocalSessions sessions, UnitOfWork work) {
        return new GroupAuditAccess(sessions, work);
    }

    @Produces
    @Singleton
    ChangeGroups changeGroups(Auditor auditor, AccountStore accounts) {
        return new ChangeGroups(auditor, accounts);
    }

    @Produces
    @Singleton
    DeliverMail deliverMail(
            MailOutbox outbox,
            AccountStore accounts,
            VerificationStore verifications,
            VerificationPolicy policy,
            PasswordHasher hasher,
            MailSender sender,
            UnitOfWork work,
            Clock clock,
            SecureRandom random) {
        return new DeliverMail(
                outbox,
                id -> accounts.find(id).map(account -> account.email().value()),
                verifications,
                policy,
                hasher,
                sender,
                work,
                clock,
                random);
    }
}
