package dev.portcullis.app.crypto;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.AccessTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;

/**
 * Access tokens as of RFC 9068 ({@code typ: at+jwt}). There are no OAuth clients, so the required {@code client_id} is
 * the audience.
 */
public final class JwtAccessTokens implements AccessTokens {
    private static final String TYPE = "at+jwt";

    private final Jwts<Principal> jwts;
    private final TokenSettings settings;

    public JwtAccessTokens(SigningKeys keys, TokenSettings settings, Clock clock, Ids ids) {
        this.jwts = new Jwts<>(TYPE, JwtAccessTokens::principal, keys, settings, clock, ids);
        this.settings = settings;
    }

    @Override
    public AccessToken issue(Account account, SessionId session) {
        Duration lifetime = settings.accessLifetime();
        String token = jwts.sign(account.id(), lifetime, claims -> {
            claims.setStringClaim("sid", session.toString());
            claims.setStringClaim("client_id", settings.audience());
            claims.setStringClaim("email", account.email().value());
            claims.setClaim("email_verified", account.emailVerified());
            claims.setStringListClaim("groups", List.copyOf(account.groups()));
        });
        return new AccessToken(token, lifetime);
    }

    @Override
    public Optional<Principal> read(BearerToken token) {
        return jwts.read(token);
    }

    private static Optional<Principal> principal(JwtClaims token) {
        Optional<AccountId> account = Jwts.uuid(token, "sub").map(AccountId::new);
        Optional<SessionId> session = Jwts.uuid(token, "sid").map(SessionId::new);
        return account.flatMap(id -> session.map(sid -> new Principal(id, sid)));
    }
}
