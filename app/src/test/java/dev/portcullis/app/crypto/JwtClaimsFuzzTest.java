package dev.portcullis.app.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portcullis.caller.BearerToken;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.UUID;

/**
 * Tokens with a valid signature by our own key and arbitrary content, as an older or another service may have signed.
 * The first line of an input is the header, the rest are the claims.
 */
class JwtClaimsFuzzTest {
    /** As lenient as the library that reads our tokens, because the JSON syntax is not under test. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final FuzzedJwts jwts = new FuzzedJwts();
    private final JwtAccessTokens accessTokens =
            new JwtAccessTokens(jwts.keys(), FuzzedJwts.SETTINGS, Clock.systemUTC(), Keys.IDS);
    private final JwtVerificationTokens verificationTokens =
            new JwtVerificationTokens(jwts.keys(), FuzzedJwts.SETTINGS, Clock.systemUTC(), Keys.IDS);

    @FuzzTest
    void areTakenOnlyForWhatTheySay(byte[] input) throws JsonProcessingException {
        String text = new String(input, UTF_8);
        int line = text.indexOf('\n');
        String header = line < 0 ? text : text.substring(0, line);
        String claims = line < 0 ? "" : text.substring(line + 1);
        BearerToken token = new BearerToken(jwts.signed(header, claims));

        var access = accessTokens.read(token);
        if (access.isPresent()) {
            requireOurs(header, claims, "at+jwt");
            JsonNode taken = JSON.readTree(claims);
            assertThat(uuid(taken, "sub")).isEqualTo(access.get().account().value());
            assertThat(uuid(taken, "sid")).isEqualTo(access.get().session().value());
        }
        var verification = verificationTokens.read(token);
        if (verification.isPresent()) {
            requireOurs(header, claims, "verification+jwt");
            JsonNode taken = JSON.readTree(claims);
            assertThat(uuid(taken, "sub"))
                    .isEqualTo(verification.get().account().value());
            assertThat(new BigDecimal(taken.path("registration").asText()))
                    .isEqualByComparingTo(BigDecimal.valueOf(verification.get().registration()));
        }
        assertThat(access.isPresent() && verification.isPresent())
                .as("taken for both")
                .isFalse();
    }

    private static UUID uuid(JsonNode claims, String name) {
        return UUID.fromString(claims.path(name).asText());
    }

    private void requireOurs(String header, String claims, String type) throws JsonProcessingException {
        JsonNode taken = JSON.readTree(header);
        assertThat(taken.path("typ").asText()).isEqualTo(type);
        assertThat(taken.path("alg").asText()).isEqualTo("ES256");
        assertThat(taken.path("kid").asText()).isEqualTo(jwts.keys().signing().id());
        JsonNode said = JSON.readTree(claims);
        assertThat(said.path("iss").asText()).isEqualTo(FuzzedJwts.SETTINGS.issuer());
        assertThat(said.path("aud").toString()).contains('"' + FuzzedJwts.SETTINGS.audience() + '"');
        assertThat(said.path("exp").isNumber()).isTrue();
        assertThat(said.path("exp").decimalValue())
                .isGreaterThan(BigDecimal.valueOf(Clock.systemUTC().instant().getEpochSecond() - 60));
        assertThat(said.hasNonNull("jti")).isTrue();
        assertThat(said.hasNonNull("iat")).isTrue();
    }
}
