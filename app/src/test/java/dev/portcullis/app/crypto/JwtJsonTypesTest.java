package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.verification.VerificationTokens;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens with headers and claims of every type of JSON, and tokens within tokens. */
class JwtJsonTypesTest {
    private final SigningKeys keys = Keys.signingKeys();
    private final AccessTokens accessTokens = new JwtAccessTokens(keys, Keys.SETTINGS, Clock.systemUTC(), Keys.IDS);
    private final VerificationTokens verificationTokens =
            new JwtVerificationTokens(keys, Keys.SETTINGS, Clock.systemUTC(), Keys.IDS);
    private final Account account = AccountFixtures.anUnverifiedAccount();
    private final SessionId session = new SessionId(UUID.randomUUID());

    private String accessToken() {
        return accessTokens.issue(account, session).reveal();
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
}
