package dev.portcullis.app.wiring;

import dev.portcullis.account.AccountStore;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.account.NoticeQueue;
import dev.portcullis.administration.InspectSessions;
import dev.portcullis.administration.ManageAccount;
import dev.portcullis.audit.Attempts;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.ChangePassword;
import dev.portcullis.session.Credentials;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.ExpiredData;
import dev.portcullis.session.ListSessions;
import dev.portcullis.session.LocalCredentials;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.PurgeExpiredData;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.SessionPolicy;
import dev.portcullis.session.SessionStore;
import dev.portcullis.session.Sessions;
import dev.portcullis.session.SignIn;
import dev.portcullis.session.SignOut;
import dev.portcullis.session.SuspiciousSignIns;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Sessions: sign-in, refresh, sign-out, and what ends them otherwise. */
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
            SessionPolicy policy,
            UnitOfWork work) {
        return new LocalSessions(accounts, sessions, accessTokens, refreshTokens, policy, work);
    }

    @Produces
    @Singleton
    @Typed(LocalCredentials.class)
    LocalCredentials localCredentials(
            AccountStore accounts,
            CredentialStore credentials,
            PasswordHasher hasher,
            ExistingAccountDisclosure whenTaken,
            LocalSessions sessions,
            UnitOfWork work,
            Ids ids) {
        return new LocalCredentials(accounts, credentials, hasher, whenTaken, sessions, work, ids);
    }

    @Produces
    @Singleton
    SuspiciousSignIns suspiciousSignIns(AccountStore accounts, NoticeQueue notices, Clock clock) {
        return SuspiciousSignIns.byMail(accounts, notices, clock);
    }

    @Produces
    @Singleton
    SignIn signIn(
            RateLimiter throttle,
            CaptchaCheck captcha,
            Credentials credentials,
            SuspiciousSignIns suspicious,
            Attempts attempts) {
        return new SignIn(throttle, captcha, credentials, suspicious, attempts);
    }

    @Produces
    @Singleton
    RefreshSession refreshSession(RateLimiter throttle, Sessions sessions, Attempts attempts) {
        return new RefreshSession(throttle, sessions, attempts);
    }

    @Produces
    @Singleton
    SignOut signOut(Sessions sessions, Attempts attempts) {
        return new SignOut(sessions, attempts);
    }

    @Produces
    @Singleton
    ChangePassword changePassword(
            RateLimiter throttle,
            LocalSessions sessions,
            AccountStore accounts,
            CredentialStore credentials,
            PasswordHasher hasher,
            PasswordPolicy policy,
            NoticeQueue notices,
            UnitOfWork work,
            Clock clock,
            Attempts attempts) {
        return new ChangePassword(
                throttle, sessions, accounts, credentials, hasher, policy, notices, work, clock, attempts);
    }

    @Produces
    @Singleton
    ListSessions listSessions(LocalSessions sessions, UnitOfWork work) {
        return new ListSessions(sessions, work);
    }

    @Produces
    @Singleton
    EndSession endSession(LocalSessions sessions, UnitOfWork work, Attempts attempts) {
        return new EndSession(sessions, work, attempts);
    }

    @Produces
    @Singleton
    InspectSessions inspectSessions(LocalSessions sessions, AccountStore accounts, UnitOfWork work, Attempts attempts) {
        return new InspectSessions(sessions, accounts, work, attempts);
    }

    @Produces
    @Singleton
    ManageAccount manageAccount(LocalSessions sessions, AccountStore accounts, UnitOfWork work, Attempts attempts) {
        return new ManageAccount(sessions, accounts, work, attempts);
    }

    @Produces
    @Singleton
    PurgeExpiredData removeLeftovers(
            ExpiredData leftovers, PurgeExpiredData.Policy policy, UnitOfWork work, Clock clock) {
        return new PurgeExpiredData(leftovers, policy, work, clock);
    }
}
