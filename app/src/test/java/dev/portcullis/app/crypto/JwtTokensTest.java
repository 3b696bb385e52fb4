package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.AccessTokensContract;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.verification.VerificationTokens;
import dev.portcullis.verification.VerificationTokensContract;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of tokens, and everything that is neither. */
class JwtTokensTest implements AccessTokensContract, VerificationTokensContract {
    private final SigningKeys keys = Keys.signingKeys();
    private final AccessTokens accessTokens = new JwtAccessTokens(keys, Keys.SETTINGS, Clock.systemUTC(), Keys.IDS);
    private final VerificationTokens verificationTokens =
            new JwtVerificationTokens(keys, Keys.SETTINGS, Clock.systemUTC(), Keys.IDS);
    private final Account account = AccountFixtures.anUnverifiedAccount();
    private final SessionId session = new SessionId(UUID.randomUUID());

    private String accessToken() {
        return accessTokens.issue(account, session).reveal();
    }

    private static Map<String, Object> part(String token, int index) throws JoseException {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
        return JsonUtil.parseJson(new String(json, StandardCharsets.UTF_8));
    }

    @Override
    public AccessTokens accessTokens() {
        return accessTokens;
    }

    @Override
    public VerificationTokens verificationTokens() {
        return verificationTokens;
    }

    @Override
    public AccessToken issuedAgo(Duration age, Account holder, SessionId itsSession) {
        Clock clock = Clock.offset(Clock.systemUTC(), age.negated());
        return new JwtAccessTokens(keys, Keys.SETTINGS, clock, Keys.IDS).issue(holder, itsSession);
    }

    /** Both contracts say it. */
    @Override
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "..", "YOUR_JWT_TOKEN", "\ud800"})
    public void refusesWhatItNeverIssued(String text) {
        AccessTokensContract.super.refusesWhatItNeverIssued(text);
        VerificationTokensContract.super.refusesWhatItNeverIssued(text);
    }

    @Override
    @Test
    public void neverShowsAToken() {
        AccessTokensContract.super.neverShowsAToken();
        VerificationTokensContract.super.neverShowsAToken();
    }

    @Test
    void haveTheClaimsOfRfc9068() throws JoseException {
        String token = accessToken();

        assertThat(part(token, 0))
                .containsEntry("typ", "at+jwt")
                .containsEntry("alg", "ES256")
                .containsEntry("kid", keys.signing().id());
        Map<String, Object> claims = part(token, 1);
        assertThat(claims)
                .containsEntry("iss", "https://auth.example.com")
                .containsEntry("aud", "example")
                .containsEntry("client_id", "example")
                .containsEntry("sub", account.id().toString())
                .containsEntry("sid", session.toString())
                .containsEntry("email", account.email().value())
                .containsEntry("email_verified", false)
                .containsKeys("iat", "exp", "jti", "groups");
        assertThat((Long) claims.get("exp") - (Long) claims.get("iat")).isEqualTo(300);
    }

    @Test
    void areNeverTakenForEachOther() {
        String verification =
                verificationTokens.issue(account.id(), account.registration()).reveal();

        assertThat(accessTokens.read(new BearerToken(verification))).isEmpty();
        assertThat(verificationTokens.read(new BearerToken(accessToken()))).isEmpty();
    }

    @Test
    void fitIntoACookieWithTheLongestAddress() {
        String domain = ("ø".repeat(20) + ".").repeat(4) + "example";
        EmailAddress longest = new EmailAddress("用".repeat(20) + "@" + domain);
        Account wordy = new Account(
                account.id(),
                longest,
                new DisplayName("用".repeat(100)),
                true,
                Set.of("admin", "auditor"),
                1,
                account.createdAt());

        assertThat(accessTokens.issue(wordy, session).reveal().length()).isLessThan(3_000);
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

    /** Every type of JSON, with numbers beyond those of Java and nesting as deep as the length of a token allows. */
    private static final List<String> JSON_VALUES = List.of(
            "null",
            "true",
            "1",
            "-1.5",
            "99999999999999999999",
            "1e999999999",
            "[]",
            "[\"x\"]",
            "[null]",
            "{}",
            "{\"x\":1}",
            "\"\"",
            "\"x\"",
            "\"\u0000\"",
            "[".repeat(700) + "]".repeat(700));

    /** RFC 7515, 4.1, RFC 7797, 3 and, as the library reads both kinds of tokens, RFC 7516, 4.1. */
    private static final List<String> HEADERS = List.of(
            "alg",
            "typ",
            "kid",
            "cty",
            "crit",
            "b64",
            "jku",
            "jwk",
            "x5u",
            "x5c",
            "x5t",
            "x5t#S256",
            "enc",
            "zip",
            "epk",
            "apu",
            "apv",
            "p2s",
            "p2c",
            "iv",
            "tag");

    /** Every claim that is read here. */
    private static final List<String> CLAIMS = List.of(
            "iss",
            "aud",
            "sub",
            "exp",
            "iat",
            "nbf",
            "jti",
            "sid",
            "registration",
            "email",
            "email_verified",
            "groups");

    private enum Signer {
        OUR_KEY,
        NOBODY
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private String compact(String header, String claims, Signer signer) throws GeneralSecurityException {
        String signed = encoded(header) + "." + encoded(claims);
        return signer == Signer.NOBODY ? signed + "." + "A".repeat(86) : signedByUs(signed);
    }

    private String signedByUs(String signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(keys.signing().key());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    /** The members as one JSON object, with one of them replaced or added. */
    private static String with(Map<String, String> members, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return changed.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private Map<String, String> headerOf(String type) {
        return Map.of(
                "alg", "\"ES256\"",
                "typ", "\"" + type + "\"",
                "kid", "\"" + keys.signing().id() + "\"");
    }

    private Map<String, String> claims() {
        long now = Instant.now().getEpochSecond();
        return Map.ofEntries(
                Map.entry("iss", "\"" + Keys.SETTINGS.issuer() + "\""),
                Map.entry("aud", "\"" + Keys.SETTINGS.audience() + "\""),
                Map.entry("sub", "\"" + account.id() + "\""),
                Map.entry("iat", Long.toString(now)),
                Map.entry("exp", Long.toString(now + 60)),
                Map.entry("jti", "\"1\""),
                Map.entry("sid", "\"" + session + "\""),
                Map.entry("registration", "1"));
    }

    /** Checks both kinds of tokens; an exception would be a bug. */
    private boolean isTaken(String token) {
        boolean asAccess = accessTokens.read(new BearerToken(token)).isPresent();
        // The second time the signature is remembered, and another path is taken.
        assertThat(accessTokens.read(new BearerToken(token)).isPresent()).isEqualTo(asAccess);
        return asAccess | verificationTokens.read(new BearerToken(token)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Signer.class)
    void areRefusedAndNoFaultWithAHeaderOfAnyJsonType(Signer signer) throws GeneralSecurityException {
        Set<String> decisive = Set.of("alg", "typ", "kid", "cty", "crit");
        for (String type : List.of("at+jwt", "verification+jwt")) {
            for (String name : HEADERS) {
                for (String value : JSON_VALUES) {
                    String token = compact(with(headerOf(type), name, value), with(claims(), "jti", "\"1\""), signer);
                    boolean isTaken = isTaken(token);
                    if (signer == Signer.NOBODY || (decisive.contains(name) && !value.equals("null"))) {
                        assertThat(isTaken).as("%s: %s", name, value).isFalse();
                    }
                }
            }
        }
        for (String header : JSON_VALUES) {
            assertThat(isTaken(compact(header, with(claims(), "jti", "\"1\""), signer)))
                    .as(header)
                    .isFalse();
        }
    }

    /** Under our own key, as no other claims get this far. */
    @Test
    void areRefusedAndNoFaultWithClaimsOfAnyJsonType() throws GeneralSecurityException {
        assertThat(isTaken(compact(with(headerOf("at+jwt"), "x", "1"), with(claims(), "x", "1"), Signer.OUR_KEY)))
                .isTrue();
        Set<String> ignored = Set.of("email", "email_verified", "groups");
        Map<String, Set<String>> sane = Map.of(
                "jti", Set.of("\"\"", "\"x\"", "\"\u0000\""),
                "iat", Set.of("1", "-1.5"),
                // More than any number of Java, so taken as the latest time there is.
                "exp", Set.of("1e999999999"),
                "nbf", Set.of("null", "1", "-1.5"),
                "registration", Set.of("1"));
        for (String type : List.of("at+jwt", "verification+jwt")) {
            for (String name : CLAIMS) {
                for (String value : JSON_VALUES) {
                    String token = compact(with(headerOf(type), "x", "1"), with(claims(), name, value), Signer.OUR_KEY);
                    boolean isRead = !(type.equals("at+jwt") ? "registration" : "sid").equals(name);
                    boolean isTaken = isTaken(token);
                    if (isRead && !ignored.contains(name)) {
                        assertThat(isTaken)
                                .as("%s with %s: %s", type, name, value)
                                .isEqualTo(sane.getOrDefault(name, Set.of()).contains(value));
                    }
                }
            }
        }
        for (String claims : JSON_VALUES) {
            assertThat(isTaken(compact(with(headerOf("at+jwt"), "x", "1"), claims, Signer.OUR_KEY)))
                    .as(claims)
                    .isFalse();
        }
    }

    /** RFC 7519, 5.2: the library unwraps nested tokens. This service issues none and rejects them. */
    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "application/jwt", "at+jwt", "text/plain"})
    void areRefusedWithinAnother(String contentType) throws GeneralSecurityException {
        for (String inner : List.of(
                accessToken(),
                verificationTokens.issue(account.id(), account.registration()).reveal())) {
            for (String type : List.of("at+jwt", "verification+jwt")) {
                String signed = encoded(with(headerOf(type), "cty", "\"" + contentType + "\"")) + "." + encoded(inner);
                assertThat(isTaken(signedByUs(signed))).isFalse();
            }
        }
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

    /** The cache does not extend the lifetime of a token. */
    @Test
    void areReadAgainUntilTheirTimeIsOver() {
        TickingClock clock = new TickingClock();
        AccessTokens tokens = new JwtAccessTokens(keys, Keys.SETTINGS, clock, Keys.IDS);
        BearerToken token = new BearerToken(tokens.issue(account, session).reveal());

        assertThat(tokens.read(token)).isPresent().isEqualTo(tokens.read(token));

        clock.advance(Keys.SETTINGS.accessLifetime());
        assertThat(tokens.read(token)).isEmpty();
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

    /** Each kind of token in the place of each. */
    @Test
    void areGoodInTheirOwnPlaceAlone() {
        RefreshTokens refreshTokens = new HmacRefreshTokens(EncryptionKeys.of(Keys.aKey(), List.of()));
        String refresh = refreshTokens.issue(session, 1).reveal();
        String verification =
                verificationTokens.issue(account.id(), account.registration()).reveal();
        String access = accessToken();

        Map<String, Function<String, Boolean>> places = Map.of(
                "access", text -> accessTokens.read(new BearerToken(text)).isPresent(),
                "verification",
                        text -> verificationTokens.read(new BearerToken(text)).isPresent(),
                "refresh", text -> refreshTokens.read(new RefreshToken(text)).isPresent());
        Map<String, String> tokens = Map.of("access", access, "verification", verification, "refresh", refresh);
        tokens.forEach((kind, token) -> places.forEach((place, isTaken) -> assertThat(isTaken.apply(token))
                .as(kind + " token in the place of " + place)
                .isEqualTo(kind.equals(place))));
    }
}
