package dev.portcullis.http.security;

import static dev.portcullis.http.Fixtures.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.http.LogRecorder;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages of other origins get to read what is answered. The list has one. */
@QuarkusTest
class CorsFilterTest {
    private static final String LISTED = "https://www.example.com";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    private static RequestSpecification from(String origin) {
        return given().header("Origin", origin);
    }

    private static void assertVariesByOrigin(ValidatableResponse answer) {
        assertThat(answer.extract().headers().getValues("Vary")).anyMatch(names -> names.contains("origin"));
    }

    private static void assertReadable(ValidatableResponse answer) {
        answer.header("Access-Control-Allow-Origin", LISTED).header("Access-Control-Allow-Credentials", "true");
        assertVariesByOrigin(answer);
    }

    private static void assertNotReadable(ValidatableResponse answer) {
        answer.header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("Access-Control-Allow-Methods", nullValue())
                .header("Access-Control-Allow-Headers", nullValue());
        assertVariesByOrigin(answer);
    }

    private List<ValidatableResponse> answersTo(String origin, int signedOut) {
        provider.answers(Result.refused(Reason.NOT_AUTHENTICATED));
        ValidatableResponse described =
                from(origin).get("/api/v1/account/").then().statusCode(401);
        provider.answers(Result.done().noting("nothing_to_end"));
        return List.of(
                described,
                from(origin).get("/.well-known/jwks.json").then().statusCode(200),
                from(origin).get("/api/nothing/here").then().statusCode(404),
                from(origin).get("/api/v1/auth/signin/").then().statusCode(405),
                from(origin).post("/api/v1/auth/custom-logout/").then().statusCode(signedOut));
    }

    @Test
    void areThoseOfTheListAlsoWhereTheAnswerIsAnError() {
        answersTo(LISTED, 204).forEach(CorsFilterTest::assertReadable);
        assertReadable(sending("a".repeat(17_000))
                .header("Origin", LISTED)
                .post("/api/v1/auth/signin/")
                .then()
                .statusCode(413));
        ValidatableResponse refused = sending("[]")
                .header("Origin", LISTED)
                .post("/api/v1/auth/signin/")
                .then()
                .statusCode(400);
        assertReadable(refused);
        assertThat(refused.extract().header("Access-Control-Expose-Headers").split(","))
                .containsExactlyInAnyOrder(
                        "Access-Token-Expires-In", "Content-Disposition", "Retry-After", "X-Request-Id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://www.example.com",
                "https://www.example.com:8443",
                "https://sub.www.example.com",
                "https://www.example.com.evil.example",
                "https://evilwww.example.com",
                "HTTPS://WWW.EXAMPLE.COM",
                "null",
                "*"
            })
    void areNoneOfAnyOther(String origin) {
        // Browsers write the listed origin in lower case; that of the last but one does not exist.
        int signedOut = origin.equalsIgnoreCase(LISTED) ? 204 : 403;

        answersTo(origin, signedOut).forEach(CorsFilterTest::assertNotReadable);
    }

    @Test
    void mayBeAnyOneWithoutAnOriginForWhichNothingIsSaid() {
        assertNotReadable(given().get("/.well-known/jwks.json").then().statusCode(200));
    }

    private static RequestSpecification preflight(String origin) {
        return from(origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type");
    }

    @Test
    void areToldBeforehandWhatTheyMaySend() {
        ValidatableResponse answer =
                preflight(LISTED).options("/api/v1/auth/signin/").then().statusCode(204);

        assertReadable(answer);
        assertThat(answer.extract().header("Access-Control-Allow-Methods").split(","))
                .contains("GET", "POST");
        assertThat(answer.extract().header("Access-Control-Allow-Headers").split(","))
                .containsExactlyInAnyOrder("Authorization", "Content-Type", "X-Request-Id");
        answer.header("Access-Control-Max-Age", "600");
        assertThat(provider.events).isEmpty();
    }

    @Test
    void areNotToldWhenTheyAreNotListed() {
        assertNotReadable(preflight("https://evil.example")
                .options("/api/v1/auth/signin/")
                .then());
        assertThat(provider.events).isEmpty();
    }

    @Test
    void areLoggedWithTheSettingThatWouldAllowThemWhenTheyAreNotListed() {
        try (LogRecorder log = new LogRecorder(Level.WARNING)) {
            from(LISTED).get("/.well-known/jwks.json").then().statusCode(200);
            preflight("https://app.example").options("/api/v1/auth/signin/").then();
            from("https://app.example")
                    .post("/api/v1/auth/custom-logout/")
                    .then()
                    .statusCode(403);
            from("https://reader.example").get("/.well-known/jwks.json").then().statusCode(200);

            assertThat(log.messages())
                    .satisfiesExactly(
                            first -> assertThat(first).contains("https://app.example;", "portcullis.cors.origins"),
                            second -> assertThat(second).contains("https://reader.example;"));
        }
    }
}
