package dev.portcullis.app.crypto;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Ids;
import dev.portcullis.verification.VerificationToken;
import dev.portcullis.verification.VerificationTokens;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.jwt.JwtClaims;

/**
 * Verification tokens: JWTs with their own {@code typ}, so that they are not accepted as access tokens (RFC 8725,
 * 3.11).
 */
public final class JwtVerificationTokens implements VerificationTokens {
    private static final String TYPE = "verification+jwt";
    private static final String REGISTRATION = "registration";

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}");

    private final Jwts<Claims> jwts;
    private final TokenSettings settings;

    public JwtVerificationTokens(SigningKeys keys, TokenSettings settings, Clock clock, Ids ids) {
        this.jwts = new Jwts<>(TYPE, JwtVerificationTokens::claims, keys, settings, clock, ids);
        this.settings = settings;
    }

    @Override
    public VerificationToken issue(AccountId account, int registration) {
        return new VerificationToken(jwts.sign(
                account, settings.verificationLifetime(), claims -> claims.setClaim(REGISTRATION, registration)));
    }

    @Override
    public Optional<Claims> read(BearerToken token) {
        return jwts.read(token);
    }

    private static Optional<Claims> claims(JwtClaims token) {
        // A JSON number, for which the library returns different types.
        String registration = String.valueOf(token.getClaimValue(REGISTRATION));
        return DECIMAL.matcher(registration).matches()
                ? Jwts.uuid(token, "sub").map(id -> new Claims(new AccountId(id), Integer.parseInt(registration)))
                : Optional.empty();
    }
}
