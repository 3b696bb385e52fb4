package dev.portcullis.app.wiring;

import dev.portcullis.account.AccountStore;
import dev.portcullis.account.Accounts;
import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.account.GroupAuditAccess;
import dev.portcullis.account.LocalAccounts;
import dev.portcullis.account.MailSender;
import dev.portcullis.account.NoticeQueue;
import dev.portcullis.account.SendNotice;
import dev.portcullis.account.SendVerificationMail;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerificationMailQueue;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.administration.ChangeGroups;
import dev.portcullis.audit.Auditor;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.UnitOfWork;
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
            VerificationMailQueue mails,
            VerificationTokens tokens,
            VerificationPolicy verificationPolicy,
            NoticeQueue notices,
            ExistingAccountDisclosure whenTaken,
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
                mails,
                tokens,
                verificationPolicy,
                notices,
                whenTaken,
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
    SendVerificationMail sendVerificationMail(
            AccountStore accounts,
            VerificationStore verifications,
            VerificationMailQueue queue,
            PasswordHasher hasher,
            MailSender mailbox,
            VerificationPolicy policy,
            UnitOfWork work,
            Clock clock,
            SecureRandom random) {
        return new SendVerificationMail(accounts, verifications, queue, hasher, mailbox, policy, work, clock, random);
    }

    @Produces
    @Singleton
    SendNotice sendNotice(
            AccountStore accounts,
            NoticeQueue queue,
            MailSender mailbox,
            VerificationPolicy policy,
            UnitOfWork work,
            Clock clock) {
        return new SendNotice(accounts, queue, mailbox, policy, work, clock);
    }
}
