package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.session.AccessTokens;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that somebody else made or changed. */
class ForgedJwtsTest {
    private final SigningKeys keys = Keys.signingKeys();
    private final AccessTokens accessTokens = new JwtAccessTokens(keys, Keys.SETTINGS, Clock.systemUTC(), Keys.IDS);
    private final Account account = AccountFixtures.anUnverifiedAccount();
    private final SessionId session = new SessionId(UUID.randomUUID());

    private String accessToken() {
        return accessTokens.issue(account, session).reveal();
    }

    private JwtClaimsBuilder genuineClaims() {
        return Jwt.claims()
                .issuer(Keys.SETTINGS.issuer())
                .audience(Keys.SETTINGS.audience())
                .subject(account.id().toString())
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(60))
                .claim("jti", "1")
                .claim("sid", session.toString());
    }

    private String signed(
            Function<JwtClaimsBuilder, JwtClaimsBuilder> change, String type, String keyId, PrivateKey key) {
        return change.apply(genuineClaims())
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .header("typ", type)
                .keyId(keyId)
                .sign(key);
    }

    private String signed(Function<JwtClaimsBuilder, JwtClaimsBuilder> change) {
        return signed(change, "at+jwt", keys.signing().id(), keys.signing().key());
    }

    /** The library that makes claims would put in an expiry of its own. */
    private String signedAsIs(String claims) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", "at+jwt");
        jws.setAlgorithmHeaderValue("ES256");
        jws.setKeyIdHeaderValue(keys.signing().id());
        jws.setKey(keys.signing().key());
        jws.setPayload(claims);
        return jws.getCompactSerialization();
    }

    private static String unsigned(String header, String claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".";
    }

    private static PrivateKey anotherKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        return pair.getPrivate();
    }

    @Test
    void areReadWhenMadeByHandAsOursAre() {
        assertThat(accessTokens.read(new BearerToken(signed(claims -> claims)))).isPresent();
    }

    @TestFactory
    Stream<DynamicTest> areRefused() throws Exception {
        String genuine = accessToken();
        String id = keys.signing().id();
        String[] parts = genuine.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        byte[] publicKey = keys.published().get(0).key().getEncoded();
        Map<String, String> forged = Map.ofEntries(
                Map.entry("empty", ""),
                Map.entry("not a token", "YOUR_JWT_TOKEN"),
                Map.entry("dots", ".."),
                Map.entry("five parts", "a.b.c.d.e"),
                Map.entry("very long", genuine + "A".repeat(100_000)),
                Map.entry("lone surrogate", genuine + "\ud800"),
                Map.entry("without a signature", parts[0] + "." + parts[1] + "."),
                Map.entry("alg none", unsigned("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"" + id + "\"}", claims)),
                Map.entry("alg None", unsigned("{\"alg\":\"None\",\"typ\":\"at+jwt\",\"kid\":\"" + id + "\"}", claims)),
                Map.entry(
                        "HS256 with the public key",
                        genuineClaims()
                                .jws()
                                .header("typ", "at+jwt")
                                .keyId(id)
                                .sign(new SecretKeySpec(publicKey, "HmacSHA256"))),
                Map.entry("signed by another key", signed(same -> same, "at+jwt", id, anotherKey())),
                Map.entry(
                        "unknown key id",
                        signed(same -> same, "at+jwt", "unknown", keys.signing().key())),
                Map.entry(
                        "typ JWT",
                        signed(same -> same, "JWT", id, keys.signing().key())),
                Map.entry(
                        "typ AT+JWT",
                        signed(same -> same, "AT+JWT", id, keys.signing().key())),
                Map.entry(
                        "with a critical header that is unknown",
                        withHeader("crit", List.of("exp2"), keys.signing().key())),
                Map.entry("several audiences without ours", signed(c -> c.audience(Set.of("a", "b")))),
                Map.entry("another issuer", signed(c -> c.issuer("https://evil.example"))),
                Map.entry("another audience", signed(c -> c.audience("other"))),
                Map.entry(
                        "without an expiry",
                        signedAsIs("{\"iss\":\"https://auth.example.com\",\"aud\":\"example\",\"sub\":\"" + account.id()
                                + "\",\"sid\":\"" + session + "\",\"jti\":\"1\",\"iat\":1}")),
                Map.entry("expired", signed(c -> c.expiresAt(Instant.now().minusSeconds(1)))),
                Map.entry(
                        "not yet good", signed(c -> c.claim("nbf", Instant.now().getEpochSecond() + 60))),
                Map.entry("changed claims", parts[0] + "." + changed(parts[1]) + "." + parts[2]),
                Map.entry("subject that is no account", signed(c -> c.subject("admin"))),
                Map.entry("session that is none", signed(c -> c.claim("sid", 7))),
                Map.entry("without a session", signed(c -> c.remove("sid"))));
        return forged.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(accessTokens.read(new BearerToken(entry.getValue())))
                                .as(entry.getKey())
                                .isEmpty()));
    }

    private static String changed(String claims) {
        String json = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8)
                .replace("\"email_verified\":false", "\"email_verified\":true");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Signed by the attacker, under the name of our key, with everything in the header that could lead to theirs. */
    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u", "jwk", "x5c", "x5t"})
    void areCheckedByOurKeyWhateverKeyTheHeaderOffers(String header) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair attacker = generator.generateKeyPair();
        Map<String, Object> theirs =
                PublicJsonWebKey.Factory.newPublicJwk(attacker.getPublic()).toParams(OutputControlLevel.PUBLIC_ONLY);
        Object value = switch (header) {
            case "jwk" -> theirs;
            case "x5c" -> List.of("MIIB");
            default -> "https://evil.example/key";
        };

        String forged = withHeader(header, value, attacker.getPrivate());
        assertThat(accessTokens.read(new BearerToken(forged))).isEmpty();
        // The header alone is not the reason: a token signed by our key is accepted with it.
        String ours = withHeader(header, value, keys.signing().key());
        assertThat(accessTokens.read(new BearerToken(ours))).isPresent();
    }

    private String withHeader(String header, Object value, PrivateKey key) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", "at+jwt");
        jws.getHeaders().setObjectHeaderValue(header, value);
        jws.setAlgorithmHeaderValue("ES256");
        jws.setKeyIdHeaderValue(keys.signing().id());
        jws.setKey(key);
        jws.setPayload(claimsOf(accessToken()));
        return jws.getCompactSerialization();
    }

    private static String claimsOf(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }

    /** With a fixed clock: a second before, at, and a second after each limit. There is no leeway. */
    @ParameterizedTest
    @CsvSource({
        "exp, -1, false", "exp, 0, false", "exp, 1, true",
        "nbf, -1, true", "nbf, 0, true", "nbf, 1, false"
    })
    void areGoodUpToTheVeryEdgesOfTheirTime(String claim, long secondsFromNow, boolean isGood) {
        TickingClock clock = new TickingClock();
        AccessTokens reader = new JwtAccessTokens(keys, Keys.SETTINGS, clock, Keys.IDS);
        long now = clock.instant().getEpochSecond();
        String token =
                signed(claims -> claims.issuedAt(now - 30).expiresAt(now + 60).claim(claim, now + secondsFromNow));

        assertThat(reader.read(new BearerToken(token)).isPresent()).isEqualTo(isGood);
    }

    @Test
    void areRefusedWithAnyCharacterChangedWhileTheyAreReadThemselves() {
        String token = accessToken();

        for (int i = 0; i < token.length(); i++) {
            assertThat(accessTokens.read(new BearerToken(token))).isPresent();
            for (char other : new char[] {'A', 'B', (char) (token.charAt(i) + 1)}) {
                String changed = token.substring(0, i) + other + token.substring(i + 1);
                assertThat(accessTokens.read(new BearerToken(changed)).isPresent())
                        .as("%c at %d", other, i)
                        .isEqualTo(changed.equals(token));
            }
        }
    }
}
