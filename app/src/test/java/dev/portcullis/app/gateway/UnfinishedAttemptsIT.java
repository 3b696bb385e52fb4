package dev.portcullis.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.Waits;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * If the outcome of an attempt cannot be written, the caller gets no session, and the log shows the attempt as unknown.
 */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnfinishedAttemptsIT {
    private static final Executor NEW_THREAD = task -> new Thread(task).start();

    private static final String TAKE_AWAY = "alter table audit_event rename to audit_event_elsewhere";
    private static final String BRING_BACK = "alter table audit_event_elsewhere rename to audit_event";

    /** The maximum time for ending the session that is not passed on. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private static final Duration MARGIN = Duration.ofSeconds(20);

    private FaultyUpstream upstream;
    private GatewayProcess gateway;

    @BeforeAll
    void start() throws Exception {
        upstream = new FaultyUpstream();
        gateway = GatewayProcess.start("unfinished", "http://localhost:" + upstream.port(), Map.of());
        Waits.patiently()
                .untilAsserted(() -> assertThat(gateway.signIn().status()).isEqualTo(204));
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @AfterEach
    void servesAgain() throws Exception {
        upstream.isWell();
        upstream.forgetCalls();
        assertThat(gateway.signIn().status()).isEqualTo(204);
    }

    @Test
    void asksNobodyWhatCannotBeAnnounced() throws Exception {
        upstream.forgetCalls();
        gateway.execute(TAKE_AWAY);
        Api.Answer answer = gateway.signIn();
        gateway.execute(BRING_BACK);

        assertUnavailable(answer);
        assertThat(upstream.calls()).isZero();
        assertThat(gateway.events(requestId(answer))).isEmpty();
    }

    /** Routes that the upstream does not have. */
    @Test
    void hasNoRoutesOfAccountsThatAreKeptHere() throws Exception {
        upstream.forgetCalls();
        String session = "0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11";
        for (String route : List.of(
                "GET /.well-known/jwks.json",
                "POST /api/v1/account/password/",
                "POST /api/v1/auth/password/forgot/",
                "POST /api/v1/auth/password/reset/",
                "GET /api/v1/account/sessions/",
                "DELETE /api/v1/account/sessions/" + session + "/",
                "GET /api/v1/admin/accounts/" + session + "/sessions/",
                "DELETE /api/v1/admin/accounts/" + session + "/sessions/",
                "POST /api/v1/admin/accounts/" + session + "/disable/",
                "POST /api/v1/admin/accounts/" + session + "/enable/")) {
            String[] parts = route.split(" ", 2);
            Api.Answer answer = gateway.api()
                    .send(parts[0], parts[1], parts[0].equals("POST") ? "{}" : null, "Authorization", "Bearer x");
            assertThat(answer.status()).as(route).isEqualTo(404);
            assertThat(answer.code()).as(route).isEqualTo("not_found");
        }
        assertThat(upstream.calls()).isZero();
    }

    @Test
    void endsTheSessionOfASignInThatCannotBeRecorded() throws Exception {
        upstream.forgetCalls();
        upstream.answers(this::opensASessionWhileTheLogIsTakenAway);
        Api.Answer answer = gateway.signIn();
        gateway.execute(BRING_BACK);

        assertUnavailable(answer);
        assertThat(upstream.goodbyes()).containsExactly("access_token=opened; refresh_token=too");
        assertStaysUnknown(requestId(answer));
    }

    @Test
    void doesNotWaitForAnUpstreamThatDoesNotEndTheSession() throws Exception {
        upstream.forgetCalls();
        upstream.answers(this::opensASessionWhileTheLogIsTakenAway);
        upstream.answersGoodbyes(UpstreamCall::awaitItsEnd);
        long start = System.nanoTime();
        Api.Answer answer = gateway.signIn();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        gateway.execute(BRING_BACK);

        assertUnavailable(answer);
        assertThat(took).isLessThan(GOODBYE.plus(MARGIN));
        assertThat(upstream.goodbyes()).hasSize(1);
        assertStaysUnknown(requestId(answer));
    }

    private void opensASessionWhileTheLogIsTakenAway(UpstreamCall call) throws Exception {
        gateway.execute(TAKE_AWAY);
        call.answer(
                "204 No Content",
                "",
                "Set-Cookie: access_token=opened; Path=/; Max-Age=300; HttpOnly",
                "Set-Cookie: refresh_token=too; Path=/; Max-Age=300; HttpOnly");
    }

    private static void assertUnavailable(Api.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("audit_unavailable");
        assertThat(answer.setCookies()).isEmpty();
    }

    private static String requestId(Api.Answer answer) {
        return answer.headers().get("x-request-id").get(0);
    }

    private void assertStaysUnknown(String requestId) throws Exception {
        List<GatewayProcess.Event> events = gateway.events(requestId);
        assertThat(events).singleElement().matches(GatewayProcess.Event::isAnnouncement);
    }

    @Test
    void showsTheAttemptOfAProcessThatDied() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        upstream.answers(call -> {
            asked.countDown();
            call.awaitItsEnd();
        });
        CompletableFuture<Api.Answer> unanswered =
                CompletableFuture.supplyAsync(() -> gateway.signIn("X-Request-Id", "killed-in-the-middle"), NEW_THREAD);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        gateway.process().kill();
        assertThat(unanswered)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(UncheckedIOException.class);
        gateway.startAgain("unfinished-again");

        assertStaysUnknown("killed-in-the-middle");
        CommandProcess.Ended export = CommandProcess.run(gateway.settings(), "audit", "export", "--outcome", "unknown");
        assertThat(export.status()).as(export.err()).isZero();
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> attempts = export.out()
                .lines()
                .map(line -> {
                    try {
                        return json.readTree(line);
                    } catch (java.io.IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .filter(event -> event.path("request_id").asText().equals("killed-in-the-middle"))
                .toList();
        assertThat(attempts)
                .singleElement()
                .satisfies(event -> assertThat(event.path("action").asText()).isEqualTo("sign_in"));
    }
}
