package dev.portcullis.app.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.app.crypto.SigningKeys.SigningKey;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Ids;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
 * Signs and checks JWTs as RFC 8725 asks: one algorithm (ES256) and no other, our own keys by {@code kid} whatever else a
 * header offers ({@code jku}, {@code x5u}, {@code jwk}), issuer, audience and expiry always, and the {@code typ} of the
 * header, so that a token of one kind is never taken for another. Text that is no such token, whatever JSON it holds, is
 * refused and never an error. Safe for use by many threads.
 *
 * <p>A signature is checked once, as long as it is remembered: the same token comes again and again, and the rest of its
 * check costs a fraction of that. Whether its key is still there, and whether it is good now, is asked each time.
 */
final class Jwts {
    /** Far above what we issue: the longest address makes a token of about 1,200 characters. */
    private static final int MAXIMUM_LENGTH = 4_096;

    private static final String ALGORITHM = AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;

    private static final AlgorithmConstraints ONE_ALGORITHM =
            new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHM);

    /**
     * RFC 7515, 3.1, with the 64 bytes of a signature in the one way to write them (RFC 4648, 3.5). Asked here since the
     * library skips characters that do not belong in Base64, and bits of the last one that stand for nothing.
     */
    private static final Pattern COMPACT_FORM =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{85}[AQgw]");

    /** Of tokens whose signature was good, some 200 bytes each; what is not there any more is checked anew. */
    private static final int MOST_REMEMBERED = 10_000;

    /** The key that a token's signature was good for, by the digest of the token: what is kept here signs nobody in. */
    private final Cache<ByteBuffer, String> goodSignatures;

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
                // What there is to tidy up is little, and no work for a thread of the common pool.
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

    /** The token, when it is ours, of this type, and good now. */
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
        ByteBuffer digest = digest(text);
        if (keyId.equals(goodSignatures.getIfPresent(digest))) {
            return verify(text, JwtConsumerBuilder::setSkipSignatureVerification);
        }
        Optional<JwtClaims> claims = verify(text, builder -> builder.setVerificationKey(key));
        claims.ifPresent(good -> goodSignatures.put(digest, keyId));
        return claims;
    }

    private static ByteBuffer digest(String text) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /**
     * The header, read without a check of the signature: it says which key to check with, and nothing of it is trusted
     * before that check. Anyone can send any JSON as a header, so a member of another type than RFC 7515, 4.1 gives it
     * makes the text no token; the library's own accessors cast, and would throw.
     *
     * <p>A header with {@code cty} is refused: the library would unwrap {@code cty: JWT} and check the token inside in
     * place of the one that was sent (RFC 7519, 5.2). This service issues no nested tokens. A header with {@code crit} is
     * refused as well: no extension is understood here, and an empty list is not allowed (RFC 7515, 4.1.11).
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

    /** No leeway: who reads these tokens is who made them, and a replica whose clock is late takes them a little longer. */
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
