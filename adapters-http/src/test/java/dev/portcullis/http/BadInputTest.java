package dev.portcullis.http;

import static dev.portcullis.http.Fixtures.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for each route that takes JSON. No use case is asked anything in any of these. */
@QuarkusTest
class BadInputTest {
    private static final List<String> JSON_ROUTES =
            List.of("/api/v1/auth/signup/", "/api/v1/auth/signin/", "/api/v1/auth/verify-email/");

    private static final List<String> ATTEMPTS = List.of(
            "/api/v1/auth/signup/",
            "/api/v1/auth/signin/",
            "/api/v1/auth/verify-email/",
            "/api/v1/auth/custom-refresh/",
            "/api/v1/auth/custom-logout/");

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @AfterEach
    void nobodyWasAsked() {
        assertThat(provider.asked).isEmpty();
        assertThat(provider.events)
                .allSatisfy(event -> assertThat(event.reason()).isEqualTo("malformed"));
    }

    private static void assertProblem(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("type", equalTo("https://portcullis.dev/problems/" + code));
    }

    @Test
    void refusesARequestWithoutABody() {
        for (String route : JSON_ROUTES) {
            assertProblem(given().post(route).then(), 400, "malformed_json");
            assertProblem(given().contentType("application/json").post(route).then(), 400, "malformed_json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"not json", "[]", "[{}]", "1", "null", "\"text\"", "{} {}", "{\"login\":\"a\",\"login\":\"b\"}"})
    void refusesWhatIsNoSingleJsonObject(String body) {
        for (String route : JSON_ROUTES) {
            assertProblem(sending(body).post(route).then(), 400, "malformed_json");
        }
    }

    @Test
    void refusesJsonThatIs10000LevelsDeep() {
        // As bytes: the client itself takes seconds over such a text.
        byte[] deep = ("{\"a\":" + "[".repeat(10_000)).getBytes(StandardCharsets.UTF_8);

        for (String route : JSON_ROUTES) {
            assertProblem(
                    given().contentType("application/json")
                            .body(deep)
                            .post(route)
                            .then(),
                    400,
                    "malformed_json");
        }
    }

    @Test
    void refusesNestedObjectsWhereTextsBelong() {
        assertProblem(
                sending("{\"login\":{\"login\":\"a\"},\"password\":{}}")
                        .post("/api/v1/auth/signin/")
                        .then(),
                400,
                "validation_failed");
    }

    @Test
    void refusesABodyThatIsNotUtf8() {
        byte[] latin = "{\"login\":\"\u00e6\",\"password\":\"p\"}".getBytes(StandardCharsets.ISO_8859_1);

        for (String route : JSON_ROUTES) {
            assertProblem(
                    given().contentType("application/json")
                            .body(latin)
                            .post(route)
                            .then(),
                    400,
                    "malformed_json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/xml",
                "application/jsonx",
                "text/json",
                "application/json; charset=iso-8859-1",
                "/",
                "json"
            })
    void refusesABodyOfAnotherType(String type) {
        for (String route : JSON_ROUTES) {
            assertProblem(sending("{}", type).post(route).then(), 415, "unsupported_media_type");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json; charset=utf8",
                "application/json; x=\"; charset=latin1\"",
                "application/json; version=1"
            })
    void takesEachSpellingOfTheRightType(String type) {
        assertProblem(sending("{}", type).post("/api/v1/auth/signin/").then(), 400, "validation_failed");
    }

    @Test
    void refusesABodyOfMoreThan16KiBAndTakesOneOfJustThat() {
        String frame = "{\"x\":\"\"}";
        String most = "{\"x\":\"" + "a".repeat(16 * 1024 - frame.length()) + "\"}";
        for (String route : JSON_ROUTES) {
            assertProblem(sending(most).post(route).then(), 400, "validation_failed");
            assertProblem(sending(most + " ").post(route).then(), 413, "body_too_large");
        }
    }

    @Test
    void refusesABodyOf1MBOnEveryRoute() {
        String big = "{\"login\":\"" + "a".repeat(1024 * 1024) + "\"}";
        for (String route : ATTEMPTS) {
            assertProblem(sending(big).post(route).then(), 413, "body_too_large");
        }
        assertProblem(sending(big).post("/nothing").then(), 413, "body_too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/auth/signup/, 'OPTIONS, POST'",
        "PUT, /api/v1/auth/signin/, 'OPTIONS, POST'",
        "DELETE, /api/v1/auth/verify-email/, 'OPTIONS, POST'",
        "PATCH, /api/v1/auth/custom-refresh/, 'OPTIONS, POST'",
        "GET, /api/v1/auth/custom-logout/, 'OPTIONS, POST'",
        "POST, /api/v1/account/, 'GET, HEAD, OPTIONS, PATCH'",
        "POST, /.well-known/jwks.json, 'GET, HEAD, OPTIONS'",
        "BREW, /api/v1/account, 'GET, HEAD, OPTIONS, PATCH'"
    })
    void refusesAnotherMethodAndNamesThoseThatAreAllowed(String method, String route, String allowed) {
        ValidatableResponse answer = given().request(method, route).then();

        assertProblem(answer, 405, "method_not_allowed");
        answer.header("Allow", allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/v1",
                "/api/v1/auth",
                "/api/v1/auth/signin/x",
                "/api/v2/account/",
                "/nothing",
                "/dev/x"
            })
    void knowsNoOtherPath(String path) {
        ValidatableResponse answer = given().get(path).then();

        assertProblem(answer, 404, "not_found");
        answer.body("instance", equalTo(path));
        assertProblem(sending("{}").post(path).then(), 404, "not_found");
    }

    @Test
    void doesNotMindWhatTheCallerAccepts() {
        for (String accept : List.of("text/html", "application/xml", ";;;", "application/json;q=0", "")) {
            assertProblem(
                    sending("{}")
                            .header("Accept", accept)
                            .post("/api/v1/auth/signin/")
                            .then(),
                    400,
                    "validation_failed");
            given().header("Accept", accept)
                    .get("/.well-known/jwks.json")
                    .then()
                    .statusCode(200)
                    .contentType("application/json");
        }
    }

    @Test
    void takesEachRouteWithAndWithoutTheSlashAtItsEnd() {
        for (String route : JSON_ROUTES) {
            String withoutSlash = route.substring(0, route.length() - 1);
            assertProblem(sending("{}").post(withoutSlash).then(), 400, "validation_failed");
        }
        given().get("/.well-known/jwks.json/").then().statusCode(200);
    }

    /** Scanners of mails and browsers ahead of their users open addresses; nothing is to come of it. */
    @Test
    void doesNothingByAMethodThatIsToChangeNothing() {
        for (String route : ATTEMPTS) {
            for (String method : List.of("GET", "HEAD")) {
                given().header("Cookie", "access_token=a; refresh_token=b")
                        .request(method, route + "?verification_code=123456")
                        .then()
                        .statusCode(405);
            }
        }
        assertThat(provider.events).isEmpty();
    }

    /** Bodies that began as good ones. What is left of them may be good still: then a use case is asked, and answers. */
    @Test
    void respondsToAnyBody() {
        List<Result<?>> refusals = List.of(
                Result.refused(Reason.EMAIL_TAKEN),
                Result.refused(Reason.UNKNOWN_LOGIN),
                Result.refused(Reason.NOT_AUTHENTICATED));
        Random random = new Random(20_260_101);
        for (int i = 0; i < 400; i++) {
            byte[] body = mutated(random);
            String route = JSON_ROUTES.get(i % JSON_ROUTES.size());
            provider.answers(refusals.get(i % JSON_ROUTES.size()));
            int status = given().config(RestAssured.config()
                            .encoderConfig(EncoderConfig.encoderConfig()
                                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                    .contentType("application/json")
                    .body(body)
                    .post(route)
                    .statusCode();
            assertThat(status)
                    .as("%s: %s", route, new String(body, StandardCharsets.ISO_8859_1))
                    .isBetween(400, 499);
        }
        provider.asked.clear();
        provider.events.clear();
    }

    private static final String ODD = "{}[]\",:\\\u0000 e-.0n\r\n";

    private static byte[] mutated(Random random) {
        byte[] body = ("{\"email\":\"a@example.com\",\"login\":\"a@example.com\",\"password\":\"secure_password\","
                        + "\"name\":\"J\u00f8rgen \\ud83d\\ude00\",\"captcha\":\"x\",\"verification_code\":\"123456\"}")
                .getBytes(StandardCharsets.UTF_8);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(4)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body[at] = (byte) ODD.charAt(random.nextInt(ODD.length()));
                case 2 -> body = Arrays.copyOf(body, Math.max(1, at));
                default -> {
                    byte[] twice = Arrays.copyOf(body, body.length * 2 - at);
                    System.arraycopy(body, at, twice, body.length, body.length - at);
                    body = twice;
                }
            }
        }
        return body;
    }
}
