package dev.portcullis.http.problem;

import static dev.portcullis.http.Fixtures.sending;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.http.ScriptedAuditReader;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is turned away at the door leaves one event, before its answer. */
@QuarkusTest
class RejectedRequestAuditTest {
    static final Map<String, AuditAction> JSON_ROUTES = Map.of(
            "/api/v1/auth/signup/", AuditAction.SIGN_UP,
            "/api/v1/auth/signin/", AuditAction.SIGN_IN,
            "/api/v1/auth/verify-email/", AuditAction.VERIFY_EMAIL);

    static final Map<String, AuditAction> ROUTES = Map.of(
            "/api/v1/auth/signup/", AuditAction.SIGN_UP,
            "/api/v1/auth/signin/", AuditAction.SIGN_IN,
            "/api/v1/auth/verify-email/", AuditAction.VERIFY_EMAIL,
            "/api/v1/auth/custom-refresh/", AuditAction.REFRESH,
            "/api/v1/auth/custom-logout/", AuditAction.SIGN_OUT);

    static final String TOO_LARGE = "{\"x\":\"" + "a".repeat(16 * 1024) + "\"}";

    @Inject
    ScriptedProvider provider;

    @Inject
    ScriptedAuditReader log;

    static AuditEvent malformed(AuditAction action) {
        return AuditEvents.refused(action, "input_validation_fail", "malformed");
    }

    static AuditEvent crossSite(AuditAction action) {
        return AuditEvents.refused(action, "malicious_csrf", "cross_site");
    }

    private static AuditEvent counted(AuditEvent event, long number) {
        return new AuditEvent(event.action(), event.type(), event.outcome(), event.reason(), null, null, null, number);
    }

    @BeforeEach
    void forget() {
        log.reset();
        provider.reset();
    }

    private void assertLeaves(
            Map<String, AuditAction> routes,
            Function<String, Response> request,
            int status,
            Function<AuditAction, AuditEvent> event) {
        routes.forEach((route, action) -> {
            for (String path : List.of(route, route.substring(0, route.length() - 1))) {
                provider.reset();

                request.apply(path).then().statusCode(status).contentType("application/problem+json");

                assertThat(provider.events).as(path).containsExactly(event.apply(action));
                assertThat(provider.asked).isEmpty();
            }
        });
    }

    @Test
    void leavesAnEventOfARequestFromAnotherSite() {
        assertLeaves(
                ROUTES,
                path -> sending("{}").header("Origin", "https://evil.example").post(path),
                403,
                RejectedRequestAuditTest::crossSite);
    }

    @Test
    void leavesAnEventOfABodyThatIsTooLarge() {
        assertLeaves(ROUTES, path -> sending(TOO_LARGE).post(path), 413, RejectedRequestAuditTest::malformed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{\"login\":\"a\",\"login\":\"b\"}"})
    void leavesAnEventOfABodyThatIsNoJsonObject(String body) {
        assertLeaves(JSON_ROUTES, path -> sending(body).post(path), 400, RejectedRequestAuditTest::malformed);
    }

    @Test
    void leavesAnEventOfARequestWithoutABody() {
        assertLeaves(JSON_ROUTES, path -> given().post(path), 400, RejectedRequestAuditTest::malformed);
    }

    @Test
    void leavesAnEventOfABodyOfAnotherType() {
        assertLeaves(
                JSON_ROUTES, path -> sending("{}", "text/plain").post(path), 415, RejectedRequestAuditTest::malformed);
    }

    @Test
    void leavesAnEventOfFieldsThatAreNotRight() {
        assertLeaves(JSON_ROUTES, path -> sending("{}").post(path), 400, RejectedRequestAuditTest::malformed);
    }

    @Test
    void leavesOneEventOfARequestForWhichThereAreTwoReasons() {
        sending(TOO_LARGE)
                .header("Origin", "https://evil.example")
                .post("/api/v1/auth/signin/")
                .then()
                .statusCode(403);

        assertThat(provider.events).containsExactly(crossSite(AuditAction.SIGN_IN));
    }

    @Test
    void tellsWhoWasTurnedAway() {
        sending("{}")
                .header("X-Request-Id", "the-request")
                .header("User-Agent", "test/1")
                .header("Origin", "https://evil.example")
                .post("/api/v1/auth/signin/");

        assertThat(provider.callers).singleElement().satisfies(caller -> {
            assertThat(caller.requestId().value()).isEqualTo("the-request");
            assertThat(caller.userAgent()).isEqualTo("test/1");
            assertThat(caller.address().value()).isEqualTo("127.0.0.1");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/auth/%73ignin/",
                "/api/v1/auth/./signin",
                "/api/v1/x/../auth/signin/",
                "/api/v1/auth/signin;a=b/",
                "/api/v1/auth;a=b/signin"
            })
    void leavesAnEventHoweverThePathIsWritten(String path) throws Exception {
        String answer = exchange("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n[]");

        // Either such a path leads nowhere, or its request is as good as any other.
        assertThat(provider.events)
                .isEqualTo(answer.startsWith("HTTP/1.1 400 ") ? List.of(malformed(AuditAction.SIGN_IN)) : List.of());
        assertThat(answer).containsAnyOf("malformed_json", "not_found");
    }

    private static String exchange(String request) throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @Test
    void leavesAnEventOfAChunkedBodyThatIsTooLargeAndAnswers() throws Exception {
        String chunk = Integer.toHexString(TOO_LARGE.length()) + "\r\n" + TOO_LARGE + "\r\n";

        String answer = exchange("POST /api/v1/auth/custom-refresh/ HTTP/1.1\r\nHost: localhost\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(10) + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("body_too_large");
        assertThat(provider.events).containsExactly(malformed(AuditAction.REFRESH));
    }

    @Test
    void leavesAnEventOverHttp2() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (int i = 0; i < 2; i++) {
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(
                                                    "http://localhost:" + RestAssured.port + "/api/v1/auth/signin/"))
                                            .POST(BodyPublishers.ofString(TOO_LARGE))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(413);
        }

        assertThat(provider.events).containsExactly(malformed(AuditAction.SIGN_IN));
        provider.writeCounts();
        assertThat(provider.events)
                .containsExactly(malformed(AuditAction.SIGN_IN), counted(malformed(AuditAction.SIGN_IN), 1));
    }

    @Test
    void leavesNoSecondEventOfWhatAUseCaseRefused() {
        provider.answers(Result.refused(Reason.UNKNOWN_LOGIN));
        sending("{\"login\":\"user@example.com\",\"password\":\"secure_password\"}")
                .post("/api/v1/auth/signin/")
                .then()
                .statusCode(401);
        provider.answers(Result.refused(Reason.TOKEN_NOT_GENUINE));
        given().header("Cookie", "refresh_token=forged")
                .post("/api/v1/auth/custom-refresh/")
                .then()
                .statusCode(401);

        assertThat(provider.events)
                .extracting(AuditEvent::type)
                .containsExactly("authn_login_fail", "authn_login_fail");
    }

    @Test
    void leavesNoEventOfWhatIsNoAttempt() {
        sending(TOO_LARGE).post("/nothing").then().statusCode(413);
        sending(TOO_LARGE).put("/api/v1/auth/signin/").then().statusCode(413);
        sending("{}").put("/api/v1/auth/signin/").then().statusCode(405);
        sending("{}")
                .header("Origin", "https://evil.example")
                .post("/api/v1/account/")
                .then()
                .statusCode(403);
        given().get("/api/v1/admin/audit/?x=y").then().statusCode(400);

        assertThat(provider.events).isEmpty();
    }

    private static void assertUnavailable(ValidatableResponse answer) {
        answer.statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .body("code", equalTo("audit_unavailable"));
    }

    @Test
    void answersThatTheAuditLogIsUnavailableWhenTheEventCannotBeKept() {
        provider.keepsNoEvents();

        for (String route : ROUTES.keySet()) {
            assertUnavailable(sending("{}")
                    .header("Origin", "https://evil.example")
                    .post(route)
                    .then());
            assertUnavailable(sending(TOO_LARGE).post(route).then());
        }
        for (String route : JSON_ROUTES.keySet()) {
            assertUnavailable(sending("[]").post(route).then());
        }
    }

    @Test
    void servesTheNextRequestOfTheSameConnection() throws Exception {
        String refused =
                "POST /api/v1/auth/custom-logout/ HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
                        + "Content-Length: 2\r\n\r\n{}";
        String last = "POST /api/v1/auth/signin/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n[]";

        assertThat(exchange(refused + refused + last).split("HTTP/1.1 ", -1))
                .extracting(part -> part.length() < 3 ? part : part.substring(0, 3))
                .containsExactly("", "403", "403", "400");
        assertThat(provider.events).containsExactly(crossSite(AuditAction.SIGN_OUT), malformed(AuditAction.SIGN_IN));
        provider.writeCounts();
        assertThat(provider.events).last().isEqualTo(counted(crossSite(AuditAction.SIGN_OUT), 1));
    }
}
