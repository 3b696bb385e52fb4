package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.client.RecordingServer.Request;
import dev.portcullis.client.RecordingServer.Response;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session as the client keeps it, against a service in this JVM. */
class SessionTest {
    private static final String REFRESH = "POST /api/v1/auth/custom-refresh/";
    private static final String ACCOUNT = "GET /api/v1/account/";

    private final Set<String> valid = Collections.newSetFromMap(new ConcurrentHashMap<>());
    private final AtomicInteger issued = new AtomicInteger();
    private volatile Response refreshAnswer;
    private volatile CountDownLatch refreshGate = new CountDownLatch(0);
    private volatile String expiresIn = "300";
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final RecordingServer server = new RecordingServer(this::answer);
    private final PortcullisClient client = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    private Response answer(Request request) {
        String cookies = String.valueOf(request.header("Cookie"));
        switch (request.toString()) {
            case "POST /api/v1/auth/signin/" -> {
                return issue();
            }
            case REFRESH -> {
                Response response = cookies.contains("refresh_token=") ? issue() : problem(401, "session_invalid");
                awaitGate();
                return refreshAnswer != null ? refreshAnswer : response;
            }
            case "POST /api/v1/auth/custom-logout/",
                    "DELETE /api/v1/account/sessions/",
                    "POST /api/v1/account/delete/" -> {
                return new Response(
                        204,
                        "",
                        "Set-Cookie: access_token=; Max-Age=0; Path=/",
                        "Set-Cookie: refresh_token=; Max-Age=0; Path=/api/v1/auth/");
            }
            default -> {
                return valid.stream().anyMatch(token -> cookies.contains("access_token=" + token))
                        ? new Response(200, """
                                {"id": "0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10", "email": "user@example.com",
                                 "name": "John Doe", "email_verified": true}""")
                        : problem(401, "not_authenticated");
            }
        }
    }

    private void awaitGate() {
        try {
            refreshGate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Response issue() {
        String token = "t" + issued.incrementAndGet() + ".";
        valid.add(token);
        String access = "Set-Cookie: access_token=" + token + "; Max-Age=300; Path=/; HttpOnly; SameSite=Lax";
        String refresh = "Set-Cookie: refresh_token=r; Max-Age=300; Path=/api/v1/auth/; HttpOnly; SameSite=Strict";
        return expiresIn == null
                ? new Response(204, "", access, refresh)
                : new Response(204, "", access, refresh, "Access-Token-Expires-In: " + expiresIn);
    }

    private static Response problem(int status, String code, String... headers) {
        String body = """
                {"type": "about:blank", "title": "", "status": %d, "detail": "", "instance": "/", "code": "%s",
                 "request_id": "r1", "errors": [{"field": "email", "code": "malformed", "detail": ""}]}""";
        return new Response(status, body.formatted(status, code), headers);
    }

    private void signIn() {
        client.signIn("user@example.com", "secure_password", null);
    }

    @Test
    void sendsTheRefreshTokenOnlyWhereItBelongs() {
        signIn();

        assertThat(client.describeAccount().email()).isEqualTo("user@example.com");
        client.refreshSession();

        assertThat(server.requests.get(1).header("Cookie"))
                .contains("access_token")
                .doesNotContain("refresh_token");
        assertThat(server.requests.get(2).header("Cookie")).contains("refresh_token");
    }

    @Test
    void refreshesAheadOfExpiry() throws InterruptedException {
        expiresIn = "1";
        signIn();
        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
        expiresIn = "300";

        Thread.sleep(850);
        assertThat(client.describeAccount().name()).isEqualTo("John Doe");

        assertThat(server.requests)
                .hasToString("[POST /api/v1/auth/signin/, " + ACCOUNT + ", " + REFRESH + ", " + ACCOUNT + "]");
    }

    @Test
    void refreshesOnceForAllThreadsThatGetA401() throws Exception {
        for (String lifetime : new String[] {"300", null}) {
            expiresIn = lifetime;
            signIn();
            valid.clear();
            server.requests.clear();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            for (Future<Account> each :
                    threads.invokeAll(Collections.nCopies(8, (Callable<Account>) client::describeAccount))) {
                assertThat(each.get().emailVerified()).isTrue();
            }
            threads.shutdown();

            assertThat(server.count(REFRESH)).isEqualTo(1);
        }
    }

    @Test
    void sendsACallOnceMoreAndNotForEver() {
        signIn();
        valid.clear();
        refreshAnswer = new Response(204, "");

        assertThatThrownBy(client::describeAccount)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.is("not_authenticated")).isTrue());
        assertThat(server.count(ACCOUNT)).isEqualTo(2);
    }

    @Test
    void reportsTheFirstProblemWhenTheSessionIsOver() {
        signIn();
        valid.clear();
        refreshAnswer = problem(401, "session_invalid");

        ProblemException problem = catchThrowableOfType(ProblemException.class, client::describeAccount);

        assertThat(problem.problem().code()).isEqualTo("not_authenticated");
        assertThat(problem.fields()).isEqualTo(Map.of("email", "malformed"));
    }

    @Test
    void reportsWhyARefreshFailedAndRefreshesLater() throws InterruptedException {
        signIn();
        valid.clear();
        refreshAnswer = problem(503, "database_unavailable", "Retry-After: 1");

        for (int i = 0; i < 3; i++) {
            ProblemException problem = catchThrowableOfType(ProblemException.class, client::describeAccount);
            assertThat(problem.problem().code()).isEqualTo("database_unavailable");
            assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        }
        assertThat(server.count(REFRESH)).isEqualTo(1);
        refreshAnswer = null;
        Thread.sleep(1100);

        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
    }

    @Test
    void waitsLongerAfterEachFailure() throws InterruptedException {
        signIn();
        valid.clear();
        refreshAnswer = problem(500, "internal_error");
        assertThatThrownBy(client::describeAccount).isInstanceOf(ProblemException.class);
        Thread.sleep(1100);
        assertThatThrownBy(client::describeAccount).isInstanceOf(ProblemException.class);
        Thread.sleep(1100);

        assertThatThrownBy(client::describeAccount).isInstanceOf(ProblemException.class);

        assertThat(server.count(REFRESH)).isEqualTo(2);
    }

    @Test
    void refreshesAtOnceIfTheCallerWantsThat() {
        signIn();
        refreshAnswer = problem(429, "rate_limited", "Retry-After: 3600");
        assertThatThrownBy(client::refreshSession).isInstanceOf(ProblemException.class);
        refreshAnswer = null;

        client.refreshSession();

        assertThat(server.count(REFRESH)).isEqualTo(2);
    }

    // ---- threads

    private Thread start(Runnable call) {
        Thread thread = new Thread(() -> {
            try {
                call.run();
            } catch (ProblemException | UncheckedIOException e) {
                failures.add(e);
            }
        });
        thread.start();
        return thread;
    }

    private void describeAccount() {
        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
    }

    private void awaitRefreshes(int count) throws InterruptedException {
        while (server.count(REFRESH) < count) {
            Thread.sleep(5);
        }
    }

    /** Waits until the threads wait for another one, and not for a response, which has a timeout. */
    private static void awaitWaiting(Thread... threads) throws InterruptedException {
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(thread.isAlive()).isTrue();
                Thread.sleep(5);
            }
        }
    }

    @Test
    @Timeout(30)
    void endsTheSessionAfterARefreshInFlight() throws InterruptedException {
        for (Runnable end : List.<Runnable>of(
                client::signOut, client::endAllSessions, () -> client.deleteAccount("secure_password"))) {
            signIn();
            server.requests.clear();
            refreshGate = new CountDownLatch(1);
            Thread refresh = start(client::refreshSession);
            awaitRefreshes(1);
            Thread ending = start(end);
            // Time to overtake the refresh, if it could.
            ending.join(300);

            refreshGate.countDown();
            refresh.join();
            ending.join();

            assertThat(server.requests).hasSize(2);
            assertThatThrownBy(client::describeAccount).isInstanceOf(ProblemException.class);
            assertThat(server.requests.get(2).header("Cookie")).isNull();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    @Timeout(30)
    void signsInAfterARefreshInFlight() throws InterruptedException {
        signIn();
        refreshGate = new CountDownLatch(1);
        Thread refresh = start(client::refreshSession);
        awaitRefreshes(1);
        Thread signIn = start(this::signIn);
        signIn.join(300);

        refreshGate.countDown();
        refresh.join();
        signIn.join();

        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
        assertThat(server.requests.get(3).header("Cookie")).isEqualTo("access_token=t3.");
    }

    @Test
    void keepsTheSessionWhenATokenEndsAnother() {
        signIn();

        client.withBearer("x").endAllSessions();

        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
    }

    @Test
    @Timeout(30)
    void sharesARefreshThatFails() throws InterruptedException {
        signIn();
        valid.clear();
        refreshAnswer = problem(503, "database_unavailable");
        for (Runnable call : List.<Runnable>of(this::describeAccount, client::refreshSession)) {
            server.requests.clear();
            failures.clear();
            refreshGate = new CountDownLatch(1);
            Thread first = start(client::refreshSession);
            awaitRefreshes(1);
            Thread[] others = Stream.generate(() -> start(call)).limit(8).toArray(Thread[]::new);
            awaitWaiting(others);

            refreshGate.countDown();
            first.join();
            for (Thread other : others) {
                other.join();
            }

            assertThat(server.count(REFRESH)).isEqualTo(1);
            assertThat(failures).hasSize(9).allMatch(e -> e.getMessage().contains("database_unavailable"));
        }
    }

    @Test
    @Timeout(30)
    void doesNotDelayCallsWhileTheTokenIsValid() throws InterruptedException {
        expiresIn = "1";
        signIn();
        Thread.sleep(850);
        refreshAnswer = problem(503, "overloaded", "Retry-After: 60");
        refreshGate = new CountDownLatch(1);
        Thread ahead = start(this::describeAccount);
        awaitRefreshes(1);

        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
        refreshGate.countDown();
        ahead.join();
        assertThat(client.describeAccount().name()).isEqualTo("John Doe");

        assertThat(failures).isEmpty();
        assertThat(server.count(REFRESH)).isEqualTo(1);
    }

    @Test
    @Timeout(30)
    void endsACallThatIsInterruptedWhileItWaits() throws InterruptedException {
        signIn();
        valid.clear();
        refreshGate = new CountDownLatch(1);
        Thread first = start(this::describeAccount);
        awaitRefreshes(1);
        Thread second = start(this::describeAccount);
        awaitWaiting(second);

        second.interrupt();
        second.join();
        assertThat(failures)
                .hasSize(1)
                .first()
                .satisfies(e -> assertThat(e).hasCauseInstanceOf(InterruptedIOException.class));
        Thread third = start(this::describeAccount);
        awaitWaiting(third);
        first.interrupt();
        first.join();
        refreshGate.countDown();
        third.join();

        // The third has sent a refresh of its own: the interrupt was that of the first alone.
        assertThat(failures).hasSize(2);
        assertThat(server.count(REFRESH)).isEqualTo(2);
    }

    // ---- tokens and other responses

    @Test
    void sendsATokenAsItIsAndDoesNotRefreshForIt() {
        signIn();
        valid.clear();
        server.requests.clear();

        assertThatThrownBy(() -> client.withBearer("x").describeAccount()).isInstanceOf(ProblemException.class);

        assertThat(server.requests).hasToString("[" + ACCOUNT + "]");
        assertThat(server.requests.get(0).header("Authorization")).isEqualTo("Bearer x");
        assertThat(server.requests.get(0).header("Cookie")).isNull();
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
    void ignoresALifetimeThatIsNotANumber() {
        for (String lifetime : new String[] {"300, 300", "-1", "", "99999999999999999999"}) {
            expiresIn = lifetime;
            signIn();

            assertThat(client.describeAccount().name()).isEqualTo("John Doe");
        }
    }

    @Test
    void tellsAFailedConnectionFromAnErrorResponse() {
        PortcullisClient nowhere = PortcullisClient.of(URI.create("http://localhost:1"));

        assertThatThrownBy(nowhere::publicKeys).isInstanceOf(UncheckedIOException.class);
    }
}
