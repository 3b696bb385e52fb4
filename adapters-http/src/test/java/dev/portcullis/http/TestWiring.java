package dev.portcullis.http;

import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.administration.InspectSessions;
import dev.portcullis.administration.ManageAccount;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.RejectRequest;
import dev.portcullis.audit.reading.ExportAuditLog;
import dev.portcullis.audit.reading.ReadAuditLog;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.http.caller.TrustedProxies;
import dev.portcullis.http.cookie.CookieSettings;
import dev.portcullis.http.cookie.SameSite;
import dev.portcullis.http.security.CrossOriginSettings;
import dev.portcullis.http.server.ConnectionSettings;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Ids;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.FakeAccessTokens;
import dev.portcullis.session.FakeRefreshTokens;
import dev.portcullis.session.ListSessions;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.SignOut;
import dev.portcullis.signin.ChangePassword;
import dev.portcullis.signin.SignIn;
import dev.portcullis.signin.SuspiciousSignIns;
import dev.portcullis.signingkey.PublicKeys;
import dev.portcullis.verification.FakeVerificationTokens;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The use cases over scripted ports. */
final class TestWiring {
    private static Auditor auditor(ScriptedProvider provider) {
        return provider.auditor;
    }

    private static CaptchaCheck captcha(ScriptedProvider provider) {
        return new CaptchaCheck(provider, FailurePolicy.FAIL_CLOSED);
    }

    @Produces
    @Singleton
    CaptchaCheck captchaCheck(ScriptedProvider provider) {
        return captcha(provider);
    }

    @Produces
    @Dependent
    PasswordPolicy passwordPolicy(OwnProvider own) {
        return own.portcullis().passwordPolicy;
    }

    @Produces
    @Singleton
    RejectRequest rejectRequest(ScriptedProvider provider) {
        return new RejectRequest(auditor(provider));
    }

    @Produces
    @Singleton
    ReadAuditLog readAuditLog(ScriptedProvider provider, ScriptedAuditReader log) {
        return new ReadAuditLog(log, log, auditor(provider));
    }

    @Produces
    @Singleton
    ExportAuditLog exportAuditLog(ScriptedProvider provider, ScriptedAuditReader log) {
        return new ExportAuditLog(log, log, provider, auditor(provider));
    }

    @Produces
    @Singleton
    SignUp signUp(ScriptedProvider provider) {
        return new SignUp(auditor(provider), provider, captcha(provider), provider);
    }

    @Produces
    @Singleton
    VerifyEmail verifyEmail(ScriptedProvider provider) {
        return new VerifyEmail(auditor(provider), provider, provider);
    }

    @Produces
    @Singleton
    DescribeAccount describeAccount(ScriptedProvider provider) {
        return new DescribeAccount(provider);
    }

    @Produces
    @Singleton
    SignIn signIn(ScriptedProvider provider) {
        SuspiciousSignIns none = (account, language) -> {
            throw new AssertionError("no guess here is suspicious");
        };
        return new SignIn(auditor(provider), provider, captcha(provider), provider, none);
    }

    @Produces
    @Singleton
    RefreshSession refreshSession(ScriptedProvider provider) {
        return new RefreshSession(auditor(provider), provider, provider);
    }

    @Produces
    @Singleton
    SignOut signOut(ScriptedProvider provider) {
        return new SignOut(auditor(provider), provider);
    }

    @Produces
    @Dependent
    ChangePassword changePassword(OwnProvider own) {
        return own.portcullis().changePassword();
    }

    @Produces
    @Dependent
    ListSessions listSessions(OwnProvider own) {
        return own.portcullis().listSessions();
    }

    @Produces
    @Dependent
    EndSession endSession(OwnProvider own) {
        return own.portcullis().endSession();
    }

    @Produces
    @Dependent
    InspectSessions inspectSessions(OwnProvider own) {
        return own.portcullis().inspectSessions();
    }

    @Produces
    @Dependent
    ManageAccount manageAccount(OwnProvider own) {
        return own.portcullis().manageAccount();
    }

    @Produces
    @Singleton
    PublicKeys publicKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        List<PublicKeys.PublicKey> keys = List.of(new PublicKeys.PublicKey(
                "key-1", (ECPublicKey) generator.generateKeyPair().getPublic()));
        return () -> keys;
    }

    @Produces
    @Singleton
    Ids ids() {
        return UUID::randomUUID;
    }

    @Produces
    @Singleton
    FakeRefreshTokens refreshTokens() {
        return new FakeRefreshTokens();
    }

    @Produces
    @Singleton
    FakeAccessTokens accessTokens() {
        return new FakeAccessTokens(Clock.systemUTC());
    }

    @Produces
    @Singleton
    FakeVerificationTokens verificationTokens() {
        return new FakeVerificationTokens();
    }

    @Produces
    @Singleton
    PresentedTokens presentedTokens(FakeRefreshTokens refreshTokens, FakeAccessTokens accessTokens) {
        return PresentedTokens.issuedHere(refreshTokens::read, accessTokens::read);
    }

    @Produces
    @Singleton
    CookieSettings cookieSettings() {
        return new CookieSettings(true, "", SameSite.LAX, SameSite.STRICT);
    }

    /** Short, so that tests need not wait long for the end of it. All tests call from one address. */
    @Produces
    @Singleton
    ConnectionSettings connectionSettings() {
        return new ConnectionSettings(Duration.ofMillis(1500), Duration.ofMillis(1500), 10_000);
    }

    @Produces
    @Singleton
    TrustedProxies trustedProxies() {
        return TrustedProxies.none();
    }

    @Produces
    @Singleton
    CrossOriginSettings crossSiteSettings() {
        return new CrossOriginSettings(Set.of("https://www.example.com"), false);
    }
}
