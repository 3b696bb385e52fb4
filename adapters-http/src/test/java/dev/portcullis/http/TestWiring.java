package dev.portcullis.http;

import dev.portcullis.account.Accounts;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.composition.AccountProvider;
import dev.portcullis.composition.Ports;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.http.caller.TrustedProxies;
import dev.portcullis.http.cookie.CookieSettings;
import dev.portcullis.http.ratelimit.AdmissionSettings;
import dev.portcullis.http.security.CrossOriginSettings;
import dev.portcullis.http.server.ConnectionSettings;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Ids;
import dev.portcullis.session.FakeAccessTokens;
import dev.portcullis.session.FakeRefreshTokens;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.Sessions;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signingkey.PublicKeys;
import dev.portcullis.verification.FakeVerificationTokens;
import io.vertx.core.http.CookieSameSite;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The use cases over scripted ports; the ports that are not scripted are those of {@link OwnProvider}. */
public final class TestWiring {
    public static final int PLACES = 10;
    public static final int DOWNLOADS = 3;
    public static final int DOWNLOAD_SPEED = 256 * 1024;

    @Produces
    @Singleton
    UseCases useCases(ScriptedProvider scripted, ScriptedAuditReader log, OwnProvider own) {
        AccountProvider provider = new ScriptedAccounts(scripted, scripted, scripted, log);
        return new UseCases((Ports) Proxy.newProxyInstance(
                Ports.class.getClassLoader(),
                new Class<?>[] {Ports.class},
                (proxy, port, arguments) -> switch (port.getName()) {
                    case "provider" -> provider;
                    case "rateLimiter", "auditWriter", "unitOfWork" -> scripted;
                    case "captchaCheck" -> new CaptchaCheck(scripted, FailurePolicy.FAIL_CLOSED);
                    case "auditReader" -> log;
                    default -> port.invoke(own.portcullis(), arguments);
                }));
    }

    private record ScriptedAccounts(
            Accounts accounts, Credentials credentials, Sessions sessions, AuditAccess auditAccess)
            implements AccountProvider {}

    @Produces
    @Dependent
    PasswordPolicy passwordPolicy(OwnProvider own) {
        return own.portcullis().passwordPolicy();
    }

    /** So few that a test can take all places. */
    @Produces
    @Singleton
    AdmissionSettings admissionSettings() {
        return new AdmissionSettings(PLACES, DOWNLOADS, DOWNLOADS, Duration.ofSeconds(5));
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
        return new CookieSettings(true, "", CookieSameSite.LAX, CookieSameSite.STRICT);
    }

    /** Short, so that tests need not wait long for the end of it. All tests call from one address. */
    @Produces
    @Singleton
    ConnectionSettings connectionSettings() {
        return new ConnectionSettings(Duration.ofMillis(1500), Duration.ofMillis(1500), DOWNLOAD_SPEED, 10_000);
    }

    @Produces
    @Singleton
    TrustedProxies trustedProxies() {
        return TrustedProxies.none();
    }

    @Produces
    @Singleton
    CrossOriginSettings crossOriginSettings() {
        return new CrossOriginSettings(Set.of("https://www.example.com"), false);
    }
}
