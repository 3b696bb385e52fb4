package dev.portcullis.app.wiring;

import dev.portcullis.account.AccountStore;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.administration.InspectSessions;
import dev.portcullis.administration.ManageAccount;
import dev.portcullis.audit.Auditor;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.housekeeping.ExpiredData;
import dev.portcullis.housekeeping.PurgeExpiredData;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.ListSessions;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.SessionPolicy;
import dev.portcullis.session.SessionStore;
import dev.portcullis.session.Sessions;
import dev.portcullis.session.SignOut;
import dev.portcullis.signin.ChangePassword;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.LocalCredentials;
import dev.portcullis.signin.SignIn;
import dev.portcullis.signin.SuspiciousSignIns;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Sessions, from sign-in to their end. */
@Dependent
final class SessionWiring {
    @Produces
    @Singleton
    @Typed(LocalSessions.class)
    LocalSessions localSessions(
            AccountStore accounts,
            SessionStore sessions,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            SessionPolicy policy) {
        return new LocalSessions(accounts, sessions, accessTokens, refreshTokens, policy);
    }

    @Produces
    @Singleton
    @Typed(LocalCredentials.class)
    LocalCredentials localCredentials(
            AccountStore accounts,
            CredentialStore credentials,
            PasswordHasher hasher,
            ExistingAccountDisclosure disclosure,
            LocalSessions sessions,
            UnitOfWork work,
            Ids ids) {
        return new LocalCredentials(accounts, credentials, hasher, disclosure, sessions, work, ids);
    }

    @Produces
    @Singleton
    SuspiciousSignIns suspiciousSignIns(AccountStore accounts, MailOutbox outbox, Clock clock) {
        return SuspiciousSignIns.byMail(accounts, outbox, clock);
    }

    @Produces
    @Singleton
    SignIn signIn(
            Auditor auditor,
            RateLimiter limiter,
            CaptchaCheck captchas,
            Credentials credentials,
            SuspiciousSignIns suspicious) {
        return new SignIn(auditor, limiter, captchas, credentials, suspicious);
    }

    @Produces
    @Singleton
    RefreshSession refreshSession(Auditor auditor, RateLimiter limiter, Sessions sessions) {
        return new RefreshSession(auditor, limiter, sessions);
    }

    @Produces
    @Singleton
    SignOut signOut(Auditor auditor, Sessions sessions) {
        return new SignOut(auditor, sessions);
    }

    @Produces
    @Singleton
    ChangePassword changePassword(
            Auditor auditor,
            RateLimiter limiter,
            LocalSessions sessions,
            AccountStore accounts,
            CredentialStore credentials,
            PasswordHasher hasher,
            PasswordPolicy policy,
            MailOutbox outbox,
            UnitOfWork work,
            Clock clock) {
        return new ChangePassword(
                auditor, limiter, sessions, accounts, credentials, hasher, policy, outbox, work, clock);
    }

    @Produces
    @Singleton
    ListSessions listSessions(LocalSessions sessions, UnitOfWork work) {
        return new ListSessions(sessions, work);
    }

    @Produces
    @Singleton
    EndSession endSession(Auditor auditor, LocalSessions sessions) {
        return new EndSession(auditor, sessions);
    }

    @Produces
    @Singleton
    InspectSessions inspectSessions(Auditor auditor, LocalSessions sessions, AccountStore accounts) {
        return new InspectSessions(auditor, sessions, accounts);
    }

    @Produces
    @Singleton
    ManageAccount manageAccount(Auditor auditor, LocalSessions sessions, AccountStore accounts) {
        return new ManageAccount(auditor, sessions, accounts);
    }

    @Produces
    @Singleton
    PurgeExpiredData removeLeftovers(
            ExpiredData leftovers, PurgeExpiredData.Policy policy, UnitOfWork work, Clock clock) {
        return new PurgeExpiredData(leftovers, policy, work, clock);
    }
}
