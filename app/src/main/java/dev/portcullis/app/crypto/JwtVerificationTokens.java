package dev.portcullis.app.crypto;

import dev.portcullis.account.Account;
import dev.portcullis.account.BearerToken;
import dev.portcullis.account.VerificationToken;
import dev.portcullis.account.VerificationTokens;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Ids;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Verification tokens: JWTs of a type of their own, so that none passes for an access token (RFC 8725, 3.11). */
public final class JwtVerificationTokens implements VerificationTokens {
    private static final String TYPE = "verification+jwt";
    private static final String REGISTRATION = "registration";

    private final Jwts jwts;
    private final TokenSettings settings;

    public JwtVerificationTokens(SigningKeys keys, TokenSettings settings, Clock clock, Ids ids) {
        this.jwts = new Jwts(keys, settings, clock, ids);
        this.settings = settings;
    }

    @Override
    public VerificationToken issue(Account account) {
        return new VerificationToken(jwts.sign(
                TYPE,
                account.id(),
                settings.verificationLifetime(),
                claims -> claims.claim(REGISTRATION, account.registration())));
    }

    @Override
    public Optional<Claims> read(BearerToken token) {
        return jwts.check(TYPE, token).map(JwtVerificationTokens::claims);
    }

    private static Claims claims(JsonWebToken token) {
        Object registration = token.getClaim(REGISTRATION);
        return new Claims(
                new AccountId(UUID.fromString(token.getSubject())), Integer.parseInt(registration.toString()));
    }
}
