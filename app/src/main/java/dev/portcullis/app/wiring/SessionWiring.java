package dev.portcullis.app.wiring;

import dev.portcullis.account.AccountStore;
import dev.portcullis.account.NoticeQueue;
import dev.portcullis.account.WhenTaken;
import dev.portcullis.audit.Attempts;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.ChangePassword;
import dev.portcullis.session.Credentials;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.InspectSessions;
import dev.portcullis.session.Leftovers;
import dev.portcullis.session.ListSessions;
import dev.portcullis.session.LocalCredentials;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.ManageAccount;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.RemoveLeftovers;
import dev.portcullis.session.SessionPolicy;
import dev.portcullis.session.SessionStore;
import dev.portcullis.session.Sessions;
import dev.portcullis.session.SignIn;
import dev.portcullis.session.SignOut;
import dev.portcullis.session.SuspiciousSignIns;
import dev.portcullis.throttle.Throttle;
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
            WhenTaken whenTaken,
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
            Throttle throttle,
            CaptchaCheck captcha,
            Credentials credentials,
            SuspiciousSignIns suspicious,
            Attempts attempts) {
        return new SignIn(throttle, captcha, credentials, suspicious, attempts);
    }

    @Produces
    @Singleton
    RefreshSession refreshSession(Throttle throttle, Sessions sessions, Attempts attempts) {
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
            Throttle throttle,
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
    RemoveLeftovers removeLeftovers(Leftovers leftovers, RemoveLeftovers.Policy policy, UnitOfWork work, Clock clock) {
        return new RemoveLeftovers(leftovers, policy, work, clock);
    }
}
