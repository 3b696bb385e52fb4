package dev.portcullis.client;

import dev.portcullis.client.RecordingServer.Request;
import dev.portcullis.client.RecordingServer.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A service with one account, whose cookies and refreshes a test controls. */
final class SessionService implements AutoCloseable {
    static final String REFRESH = "POST /api/v1/auth/custom-refresh/";
    static final String ACCOUNT = "GET /api/v1/account/";

    /** The access tokens that the account accepts. */
    final Set<String> valid = Collections.newSetFromMap(new ConcurrentHashMap<>());

    /** The lifetime that it reports, in seconds; null if it reports none. */
    volatile String expiresIn = "300";

    /** The response to a refresh, in place of a new token. */
    volatile Response refreshResponse;

    /** Delays the responses to refreshes until it is counted down. */
    volatile CountDownLatch refreshGate = new CountDownLatch(0);

    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicLong time = new AtomicLong();
    private final RecordingServer server = new RecordingServer(this::respond);
    private final PortcullisClient client =
            PortcullisClient.builder(server.uri()).nanoTime(time::get).build();
    final List<Request> requests = server.requests;

    private Response respond(Request request) {
        String cookies = String.valueOf(request.header("Cookie"));
        return switch (request.toString()) {
            case "POST /api/v1/auth/signin/" -> issue();
            case REFRESH -> {
                Response response = cookies.contains("refresh_token=") ? issue() : problem(401, "session_invalid");
                awaitGate();
                yield refreshResponse != null ? refreshResponse : response;
            }
            case "POST /api/v1/auth/custom-logout/",
                    "DELETE /api/v1/account/sessions/",
                    "POST /api/v1/account/delete/" ->
                new Response(
                        204,
                        "",
                        "Set-Cookie: access_token=; Max-Age=0; Path=/",
                        "Set-Cookie: refresh_token=; Max-Age=0; Path=/api/v1/auth/");
            default ->
                valid.stream().anyMatch(token -> cookies.contains("access_token=" + token))
                        ? new Response(200, """
                                {"id": "0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10", "email": "user@example.com",
                                 "name": "John Doe", "email_verified": true}""")
                        : problem(401, "not_authenticated");
        };
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

    static Response problem(int status, String code, String... headers) {
        String body = """
                {"type": "about:blank", "title": "", "status": %d, "detail": "", "instance": "/", "code": "%s",
                 "request_id": "r1", "errors": [{"field": "email", "code": "malformed", "detail": ""}]}""";
        return new Response(status, body.formatted(status, code), headers);
    }

    /** The one client of this service, which keeps its session. Its time passes by {@link #pass} only. */
    PortcullisClient client() {
        return client;
    }

    void signIn() {
        client.signIn("user@example.com", "secure_password", null);
    }

    void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    long count(String request) {
        return server.count(request);
    }

    @Override
    public void close() {
        server.close();
    }
}
