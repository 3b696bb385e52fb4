package dev.portcullis.app.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.app.crypto.SigningKeys.SigningKey;
import dev.portcullis.audit.seal.Hash;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Ids;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;

/**
 * Signs and verifies JWTs as required by RFC 8725: only ES256; only our own keys by {@code kid}, never {@code jku},
 * {@code x5u} or {@code jwk}; always issuer, audience and expiry; and the {@code typ} of the header: a token
 * of another type is rejected. Any other text is rejected, without an exception. Safe for use by many threads.
 *
 * <p>A verified signature is cached, because the same token is presented many times and the rest of the check is cheap.
 * Whether the key still exists and the token is valid now is checked each time.
 */
final class Jwts {
    /** Far above the length of our tokens: the longest address results in about 1,200 characters. */
    private static final int MAXIMUM_LENGTH = 4_096;

    private static final String ALGORITHM = AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;

    private static final AlgorithmConstraints ONE_ALGORITHM =
            new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHM);

    /**
     * RFC 7515, 3.1, with a signature of 64 bytes in its only encoding (RFC 4648, 3.5). Checked here, because the
     * library ignores characters outside Base64 and unused bits of the last character.
     */
    private static final Pattern COMPACT_FORM =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{85}[AQgw]");

    /** Number of verified tokens, of about 200 bytes each; tokens that were evicted are verified again. */
    private static final int MOST_REMEMBERED = 10_000;

    /** The id of the key that verified a token, by the digest of the token, which does not authenticate anyone. */
    private final Cache<Hash, String> goodSignatures;

    private final SigningKeys keys;
    private final TokenSettings settings;
    private final Clock clock;
    private final Ids ids;

    /** The members of a JOSE header that decide how its token is checked. */
    private record Header(String algorithm, String type, String keyId) {}

    Jwts(SigningKeys keys, TokenSettings settings, Clock clock, Ids ids) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
        this.goodSignatures = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(settings.accessLifetime())
                // Maintenance is short, so it does not need a thread of the common pool.
                .executor(Runnable::run)
                .build();
    }

    String sign(String type, AccountId subject, Duration lifetime, Function<JwtClaimsBuilder, JwtClaimsBuilder> more) {
        SigningKey signing = keys.signing();
        Instant now = clock.instant();
        JwtClaimsBuilder claims = Jwt.claims()
                .issuer(settings.issuer())
                .audience(settings.audience())
                .subject(subject.toString())
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .claim("jti", ids.next().toString());
        return more.apply(claims)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .header("typ", type)
                .keyId(signing.id())
                .sign(signing.key());
    }

    /** The claims of a token that is ours, of this type and valid now. */
    Optional<JwtClaims> check(String type, BearerToken token) {
        String text = token.reveal();
        if (text.length() > MAXIMUM_LENGTH || !COMPACT_FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        return header(text)
                .filter(header ->
                        header.type().equals(type) && header.algorithm().equals(ALGORITHM))
                .map(Header::keyId)
                .flatMap(id -> keys.named(id).flatMap(key -> check(text, id, key)));
    }

    private Optional<JwtClaims> check(String text, String keyId, PublicKey key) {
        Hash digest = Hash.over(text.getBytes(StandardCharsets.US_ASCII));
        if (keyId.equals(goodSignatures.getIfPresent(digest))) {
            return verify(text, JwtConsumerBuilder::setSkipSignatureVerification);
        }
        Optional<JwtClaims> claims = verify(text, builder -> builder.setVerificationKey(key));
        claims.ifPresent(good -> goodSignatures.put(digest, keyId));
        return claims;
    }

    /**
     * The header, read before the signature is verified: it names the key, and nothing in it is trusted until then.
     * Callers can send any JSON, so a member of a type other than in RFC 7515, 4.1 invalidates the token; the accessors
     * of the library would throw.
     *
     * <p>A header with {@code cty} is rejected, because the library would unwrap {@code cty: JWT} and verify the nested
     * token instead (RFC 7519, 5.2), and this service issues none. A header with {@code crit} is rejected, because no
     * extension is supported and an empty list is not allowed (RFC 7515, 4.1.11).
     */
    private static Optional<Header> header(String text) {
        try {
            return JsonWebStructure.fromCompactSerialization(text) instanceof JsonWebSignature jws
                            && jws.getObjectHeader("alg") instanceof String algorithm
                            && jws.getObjectHeader("typ") instanceof String type
                            && jws.getObjectHeader("kid") instanceof String keyId
                            && jws.getObjectHeader("cty") == null
                            && jws.getObjectHeader("crit") == null
                    ? Optional.of(new Header(algorithm, type, keyId))
                    : Optional.empty();
        } catch (JoseException notAToken) {
            return Optional.empty();
        }
    }

    /**
     * Without leeway, because this service verifies its own tokens; a replica whose clock is late accepts them a little
     * longer.
     */
    private Optional<JwtClaims> verify(String text, UnaryOperator<JwtConsumerBuilder> signature) {
        try {
            return Optional.of(signature
                    .apply(new JwtConsumerBuilder())
                    .setJwsAlgorithmConstraints(ONE_ALGORITHM)
                    .setExpectedIssuer(settings.issuer())
                    .setExpectedAudience(settings.audience())
                    .setRequireSubject()
                    .setRequireIssuedAt()
                    .setRequireExpirationTime()
                    .setRequireJwtId()
                    .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                    .setAllowedClockSkewInSeconds(0)
                    .build()
                    .processToClaims(text));
        } catch (InvalidJwtException refused) {
            return Optional.empty();
        }
    }

    /** The claim as a UUID; empty when it is not there or is something else. */
    static Optional<UUID> uuid(JwtClaims token, String claim) {
        try {
            return token.getClaimValue(claim) instanceof String text
                    ? Optional.of(UUID.fromString(text))
                    : Optional.empty();
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}
