package dev.portcullis.http.security;

import static dev.portcullis.http.Fixtures.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anything;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.caller.CallerContext;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CommonHeadersFilterTest {
    private static final String SIGN_IN = "{\"login\":\"user@example.com\",\"password\":\"secure_password\"}";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void script() {
        provider.reset();
        provider.answers(Result.done().noting("nothing_to_end"));
    }

    private ValidatableResponse refreshed() {
        provider.answers(Result.refused(Reason.TOKEN_MISSING));
        return given().post("/api/v1/auth/custom-refresh/").then();
    }

    private List<ValidatableResponse> allKindsOfAnswers() {
        return List.of(
                given().get("/.well-known/jwks.json").then().statusCode(200),
                given().post("/api/v1/auth/custom-logout/").then().statusCode(204),
                given().post("/api/v1/auth/signin/").then().statusCode(400),
                refreshed().statusCode(401),
                given().header("Origin", "null")
                        .post("/api/v1/auth/signin/")
                        .then()
                        .statusCode(403),
                given().get("/nothing/here").then().statusCode(404),
                given().get("/").then().statusCode(404),
                given().get("/api/v1/auth/signin/").then().statusCode(405),
                sending("a".repeat(17_000)).post("/api/v1/auth/signin/").then().statusCode(413),
                given().contentType("text/plain")
                        .body("x")
                        .post("/api/v1/auth/signin/")
                        .then()
                        .statusCode(415));
    }

    private static void assertSecurityHeaders(ValidatableResponse answer) {
        answer.header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Strict-Transport-Security", "max-age=31536000")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void hasTheSecurityHeaders() {
        for (ValidatableResponse answer : allKindsOfAnswers()) {
            assertSecurityHeaders(answer);
            boolean keys = answer.extract().statusCode() == 200;
            answer.header("Cache-Control", keys ? equalTo("public, max-age=300") : equalTo("no-store"));
        }
    }

    @Test
    void hasThemOnEachRouteOfTheDocumentByEachMethod() {
        Map<String, Map<String, Object>> paths = given().queryParam("format", "json")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        assertThat(paths).isNotEmpty();
        for (String path : paths.keySet()) {
            boolean keys = path.endsWith("jwks.json");
            String address = path.replaceAll("\\{\\w+}", "00000000-0000-4000-8000-000000000000");
            provider.fails(() -> new Overloaded(Duration.ofSeconds(1)));
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
                for (String slash : List.of("", "/")) {
                    ValidatableResponse answer =
                            given().request(method, address + slash).then();
                    assertSecurityHeaders(answer);
                    answer.header("Cache-Control", keys ? anything() : equalTo("no-store"));
                }
            }
        }
    }

    @Test
    void leavesThePolicyOfItsPagesToTheFramework() {
        given().get("/q/openapi")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", nullValue())
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void repeatsASafeRequestIdInTheHeadInTheProblemInTheLogAndToTheUseCase() {
        provider.answers(Result.refused(Reason.UNKNOWN_LOGIN));

        sending(SIGN_IN)
                .header("X-Request-Id", "Trace_1.2-3")
                .post("/api/v1/auth/signin/")
                .then()
                .header("X-Request-Id", "Trace_1.2-3")
                .body("request_id", equalTo("Trace_1.2-3"));

        assertThat(provider.requestIdsInTheLog).containsExactly("Trace_1.2-3");
        assertThat(provider.callers)
                .extracting(caller -> caller.requestId().value())
                .containsExactly("Trace_1.2-3");
    }

    @Test
    void replacesARequestIdThatIsNotSafe() {
        for (String id : List.of("a b", "a;b", "<script>", "a".repeat(65), "\u00e6")) {
            given().header("X-Request-Id", id)
                    .get("/nothing")
                    .then()
                    .header("X-Request-Id", not(equalTo(id)))
                    .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
        }
    }

    @Test
    void tellsTheUseCaseWhoIsCalling() {
        provider.answers(Result.refused(Reason.UNKNOWN_LOGIN));

        sending(SIGN_IN)
                .header("User-Agent", "Browser/1.0")
                .header("Accept-Language", "da-DK, en;q=0.5")
                .header("X-Forwarded-For", "198.51.100.7")
                .post("/api/v1/auth/signin/")
                .then()
                .statusCode(401);

        CallerContext caller = provider.callers.get(0);
        assertThat(caller.userAgent()).isEqualTo("Browser/1.0");
        assertThat(caller.language()).isEqualTo(Locale.forLanguageTag("da"));
        assertThat(caller.address().value()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
    }

    @Test
    void speaksTheLanguageOfTheCaller() {
        ValidatableResponse danish =
                given().header("Accept-Language", "da").get("/nothing").then();
        assertThat(danish.extract().headers().getValues("Vary")).contains("Accept-Language");
        danish.header("Content-Language", "da")
                .body("title", equalTo("Ikke fundet"))
                .body("code", equalTo("not_found"));
        given().header("Accept-Language", "de, fr")
                .get("/nothing")
                .then()
                .header("Content-Language", "en")
                .body("title", equalTo("Not found"));
        sending("{}")
                .header("Accept-Language", "da")
                .post("/api/v1/auth/signin/")
                .then()
                .header("Content-Language", "da")
                .body("errors[0].detail", equalTo("Skal udfyldes."));
        given().header("Accept-Language", "da")
                .header("Origin", "null")
                .post("/api/v1/auth/signin/")
                .then()
                .statusCode(403)
                .body("title", equalTo("Forespørgslen fra et andet websted blev blokeret"));
    }

    @Test
    void letsThroughOurOwnPagesAndThoseOfTheList() {
        given().header("Origin", "https://www.example.com")
                .header("Sec-Fetch-Site", "cross-site")
                .post("/api/v1/auth/custom-logout/")
                .then()
                .statusCode(204);
        given().header("Origin", "http://localhost:" + io.restassured.RestAssured.port)
                .header("Sec-Fetch-Site", "same-origin")
                .post("/api/v1/auth/custom-logout/")
                .then()
                .statusCode(204);
        given().header("Sec-Fetch-Site", "cross-site")
                .post("/api/v1/auth/custom-logout/")
                .then()
                .statusCode(403)
                .body("code", equalTo("cross_site_request"));
    }
}
