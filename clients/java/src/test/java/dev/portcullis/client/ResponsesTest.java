package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.client.RecordingServer.Response;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the client makes of access tokens that it is given, and of responses that are not those of the API. */
class ResponsesTest {
    @AutoClose
    private final SessionService service = new SessionService();

    private final PortcullisClient client = service.client();

    @Test
    void sendsATokenAsItIsAndDoesNotRefreshForIt() {
        service.signIn();
        service.valid.clear();
        service.requests.clear();

        assertThatThrownBy(() -> client.withBearer("x").describeAccount()).isInstanceOf(ProblemException.class);

        assertThat(service.requests).hasToString("[" + SessionService.ACCOUNT + "]");
        assertThat(service.requests.get(0).header("Authorization")).isEqualTo("Bearer x");
        assertThat(service.requests.get(0).header("Cookie")).isNull();
    }

    @Test
    void keepsTheSessionWhenATokenEndsAnother() {
        service.signIn();

        client.withBearer("x").endAllSessions();

        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
    }

    @Test
    void refusesAnInvalidTokenWithoutRevealingIt() {
        for (String token : new String[] {"eyJsecret\n", "eyJsecret eyJ", "eyJsecretæ", ""}) {
            assertThatThrownBy(() -> client.withBearer(token))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("eyJ");
        }
    }

    @Test
    void takesAnyOtherErrorResponseForAFault() {
        try (RecordingServer proxy = new RecordingServer(request -> new Response(502, "<h1>Bad gateway</h1>"))) {
            ProblemException problem = catchThrowableOfType(ProblemException.class, proxy.client()::publicKeys);

            assertThat(problem.problem().code()).isEqualTo("internal_error");
            assertThat(problem.problem().status()).isEqualTo(502);
            assertThat(problem.retryAfter()).isNull();
        }
    }

    @Test
    void takesASuccessThatIsNotOfTheApiForAFault() {
        String html = "Content-Type: text/html; charset=utf-8";
        for (Response response : List.of(
                new Response(200, "<h1>Sign in to the Wi-Fi</h1>", html, "Set-Cookie: portal=1; Path=/"),
                new Response(200, "{}", "Content-Type: application/json"),
                new Response(200, """
                        {"keys": 1, "sessions": [{"id": "0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10", "current": true,
                         "created_at": "yesterday", "last_used_at": "today"}]}"""),
                new Response(204, ""))) {
            try (RecordingServer portal = new RecordingServer(request -> response)) {
                PortcullisClient client = portal.client();
                List<ThrowingCallable> calls = new ArrayList<>(List.of(client::publicKeys, client::listSessions));
                if (response.body().startsWith("<")) {
                    calls.addAll(List.of(
                            () -> client.signIn("user@example.com", "secure_password", null),
                            client::refreshSession,
                            () -> client.exportAuditLog(AuditQuery.all()).close()));
                }
                for (ThrowingCallable call : calls) {
                    ProblemException problem = catchThrowableOfType(ProblemException.class, call);
                    assertThat(problem.problem().code()).isEqualTo("internal_error");
                    assertThat(problem.problem().status()).isEqualTo(response.status());
                }
                assertThat(portal.requests).allMatch(request -> request.header("Cookie") == null);
            }
        }
    }

    @Test
    void tellsAFailedConnectionFromAnErrorResponse() {
        PortcullisClient nowhere = PortcullisClient.of(URI.create("http://localhost:1"));

        assertThatThrownBy(nowhere::publicKeys).isInstanceOf(UncheckedIOException.class);
    }
}
