package dev.portcullis.app.statements;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An upstream that grants each request. The service becomes a gateway in front of it. */
public final class GrantingUpstream implements QuarkusTestResourceLifecycleManager {
    private static final String ACCOUNT = """
            {"id": "0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11", "email": "ada@example.com", "name": "Ada", "email_verified": true}""";

    private static final List<String> COOKIES = List.of(
            "access_token=access; Path=/; Max-Age=300; HttpOnly",
            "refresh_token=refresh; Path=/; Max-Age=300; HttpOnly");

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/auth/", GrantingUpstream::openSession);
        server.createContext("/account/", GrantingUpstream::describe);
        server.start();
        return Map.of(
                "portcullis.provider",
                "rememberizer",
                "portcullis.rememberizer.url",
                "http://localhost:" + server.getAddress().getPort());
    }

    private static void openSession(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().put("Set-Cookie", COOKIES);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static void describe(HttpExchange exchange) throws IOException {
        byte[] body = ACCOUNT.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
