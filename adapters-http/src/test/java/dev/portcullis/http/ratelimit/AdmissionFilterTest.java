package dev.portcullis.http.ratelimit;

import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.SESSION_ID;
import static dev.portcullis.http.Fixtures.TOKENS;
import static dev.portcullis.http.Fixtures.sending;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.http.TestWiring;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitStatus;
import dev.portcullis.ratelimit.RateLimiter;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdmissionFilterTest {
    private static final String SIGN_IN = "/api/v1/auth/signin/";
    private static final String BODY = "{\"login\":\"user@example.com\",\"password\":\"secure_password\"}";
    private static final String REQUEST = "POST " + SIGN_IN + " HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    private static AuditEvent limited(AuditAction action, String reason) {
        return AuditEvents.refused(action, "excess_rate_limit_exceeded", reason);
    }

    @Test
    void rejectsAnAddressThatHasNoCallsLeftWithoutReadingTheFields() {
        provider.knowsThatNoneIsLeft(
                new RateLimitStatus(RateLimiter.Action.SIGN_IN, Rate.perMinute(60), 0, Duration.ofMillis(1_001)));

        sending("no json")
                .post(SIGN_IN)
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "2")
                .header("RateLimit-Policy", "\"sign-in\";q=120;w=120")
                .header("RateLimit", "\"sign-in\";r=0;t=2")
                .body("code", equalTo("rate_limited"));

        assertThat(provider.asked).isEmpty();
        assertThat(provider.events).containsExactly(limited(AuditAction.SIGN_IN, "too_many_attempts"));
        sending(BODY).post(SIGN_IN).then().statusCode(429);
        assertThat(provider.events).hasSize(1);
        provider.writeCounts();
        assertThat(provider.events).last().extracting(AuditEvent::count).isEqualTo(1L);
    }

    @Test
    void answers503WhenTheEventOfTheFirstRejectionCannotBeWritten() {
        provider.keepsNoEvents();
        provider.knowsThatNoneIsLeft(
                new RateLimitStatus(RateLimiter.Action.SIGN_IN, Rate.perMinute(60), 0, Duration.ofSeconds(1)));

        sending(BODY).post(SIGN_IN).then().statusCode(503).body("code", equalTo("audit_unavailable"));
    }

    /** Requests that stay in progress until the test releases them. */
    private final class Waiting implements AutoCloseable {
        private final CountDownLatch released = new CountDownLatch(1);
        private final Semaphore arrived = new Semaphore(0);
        private final List<Socket> sockets = new ArrayList<>();

        Waiting(int requests) throws Exception {
            provider.answersAfter(
                    () -> {
                        arrived.release();
                        return released.await(20, TimeUnit.SECONDS);
                    },
                    Result.of(TOKENS).about(ACCOUNT_ID, SESSION_ID));
            for (int i = 0; i < requests; i++) {
                Socket socket = new Socket("localhost", RestAssured.port);
                socket.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
                sockets.add(socket);
            }
            assertThat(arrived.tryAcquire(requests, 20, TimeUnit.SECONDS)).isTrue();
        }

        void disconnect() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }

        @Override
        public void close() throws IOException {
            released.countDown();
            disconnect();
        }
    }

    private static int status() {
        return sending(BODY).post(SIGN_IN).statusCode();
    }

    private long signIns() {
        return provider.events.stream()
                .filter(event -> event.outcome() == AuditEvent.Outcome.SUCCESS && event.action() == AuditAction.SIGN_IN)
                .count();
    }

    @Test
    void rejectsWhatTheHashingQueueHasNoPlaceFor() throws Exception {
        try (Waiting waiting = new Waiting(TestWiring.PLACES)) {
            sending("no json")
                    .post(SIGN_IN)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("code", equalTo("overloaded"));
            assertThat(provider.events).containsExactly(limited(AuditAction.SIGN_IN, "overloaded"));

            // The work of a client that has gone goes on, so its place is still taken.
            waiting.disconnect();
            assertThat(status()).isEqualTo(503);

            // Routes that do not hash are served, while those requests wait.
            provider.answers(Result.of(TOKENS).about(ACCOUNT_ID, SESSION_ID));
            sending("").post("/api/v1/auth/custom-logout/").then().statusCode(204);
        }
        // The work that was released ends on its own threads, and its events are not those of the next test.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> signIns() == TestWiring.PLACES);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status() == 204);
    }

    @Test
    void givesThePlaceBackHoweverTheRequestEnds() {
        for (int i = 0; i < 3 * TestWiring.PLACES; i++) {
            provider.refuses(Reason.UNKNOWN_LOGIN);
            assertThat(status()).isEqualTo(401);
            provider.fails(() -> new IllegalStateException("bug"));
            assertThat(status()).isEqualTo(500);
            sending("no json").post(SIGN_IN).then().statusCode(400);
        }
    }
}
