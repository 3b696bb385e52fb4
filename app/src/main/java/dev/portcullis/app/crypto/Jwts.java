package dev.portcullis.app.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.app.crypto.SigningKeys.SigningKey;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.HashUtil;
import org.jose4j.lang.JoseException;

/**
 * Signs and verifies JWTs as required by RFC 8725: only ES256; only our own keys by {@code kid}, never {@code jku},
 * {@code x5u} or {@code jwk}; always issuer, audience and expiry; and the {@code typ} of the header: a token
 * of another type is rejected. Any other text is rejected, without an exception. Safe for use by many threads.
 *
 * <p>What a verified token says is cached, because the same token is presented many times. Whether its key still exists
 * and it has not expired is checked each time. Whether its session has ended is not the business of a token.
 *
 * @param <T> what the claims of a token say
 */
final class Jwts<T> {
    /** No cookie holds more. Our tokens are shorter, also with the longest address and the most groups. */
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

    /** Number of verified tokens, of about 300 bytes each; tokens that were evicted are verified again. */
    private static final int MOST_REMEMBERED = 10_000;

    /**
     * A token whose signature was verified, and what never changes about it.
     *
     * @param expiry in seconds since 1970, which may be more than an {@link Instant} can have
     */
    private record Verified<T>(String keyId, T content, long expiry) {}

    /** By the digest of the token, which does not authenticate anyone. */
    private final Cache<ByteBuffer, Verified<T>> remembered;

    private final String type;
    private final Function<JwtClaims, Optional<T>> reader;
    private final SigningKeys keys;
    private final TokenSettings settings;
    private final Clock clock;
    private final Ids ids;

    /** The members of a JOSE header that decide how its token is checked. */
    private record Header(String algorithm, String type, String keyId) {}

    /**
     * @param type the {@code typ} of these tokens, and of no other token
     * @param reader reads the claims of a valid token; empty if they are not those of this type
     */
    Jwts(
            String type,
            Function<JwtClaims, Optional<T>> reader,
            SigningKeys keys,
            TokenSettings settings,
            Clock clock,
            Ids ids) {
        this.type = type;
        this.reader = reader;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(settings.accessLifetime())
                // Maintenance is short, so it does not need a thread of the common pool.
                .executor(Runnable::run)
                .build();
    }

    String sign(AccountId subject, Duration lifetime, Consumer<JwtClaims> more) {
        Instant now = clock.instant();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(settings.issuer());
        claims.setAudience(settings.audience());
        claims.setSubject(subject.toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(lifetime).getEpochSecond()));
        claims.setJwtId(ids.next().toString());
        more.accept(claims);
        return sign(claims.toJson());
    }

    private String sign(String payload) {
        SigningKey signing = keys.signing();
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", type);
        jws.setAlgorithmHeaderValue(ALGORITHM);
        jws.setKeyIdHeaderValue(signing.id());
        jws.setKey(signing.key());
        jws.setPayload(payload);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException("The current signing key cannot sign", broken);
        }
    }

    /** What the claims say of a token that is ours, of this type and valid now. */
    Optional<T> read(BearerToken token) {
        String text = token.reveal();
        if (text.length() > MAXIMUM_LENGTH) {
            return Optional.empty();
        }
        // In ASCII, other characters become a question mark, which no token has.
        ByteBuffer digest = ByteBuffer.wrap(
                HashUtil.getMessageDigest(HashUtil.SHA_256).digest(text.getBytes(StandardCharsets.US_ASCII)));
        Verified<T> known = remembered.getIfPresent(digest);
        if (known != null) {
            return Optional.of(known).filter(this::isValidNow).map(Verified::content);
        }
        Optional<Verified<T>> verified = verify(text);
        verified.ifPresent(good -> remembered.put(digest, good));
        return verified.map(Verified::content);
    }

    private boolean isValidNow(Verified<T> token) {
        return clock.instant().getEpochSecond() < token.expiry()
                && keys.named(token.keyId()).isPresent();
    }

    private Optional<Verified<T>> verify(String text) {
        return Optional.of(text)
                .filter(form -> COMPACT_FORM.matcher(form).matches())
                .flatMap(Jwts::header)
                .filter(header ->
                        header.type().equals(type) && header.algorithm().equals(ALGORITHM))
                .flatMap(header -> keys.named(header.keyId()).flatMap(key -> verify(text, header.keyId(), key)));
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
    private Optional<Verified<T>> verify(String text, String keyId, PublicKey key) {
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setVerificationKey(key)
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
                    .processToClaims(text);
            long expiry = claims.getExpirationTime().getValue();
            return reader.apply(claims).map(content -> new Verified<>(keyId, content, expiry));
        } catch (InvalidJwtException | MalformedClaimException refused) {
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
