package dev.portcullis.app.statements;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portcullis.app.servers.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An upstream that grants each request. The service becomes a gateway in front of it. */
public final class GrantingUpstream extends LoopbackServer {
    private static final String ACCOUNT = """
            {"id": "0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11", "email": "ada@example.com", "name": "Ada", "email_verified": true}""";

    private static final List<String> COOKIES = List.of(
            "access_token=access; Path=/; Max-Age=300; HttpOnly",
            "refresh_token=refresh; Path=/; Max-Age=300; HttpOnly");

    @Override
    protected void addTo(HttpServer server) {
        server.createContext("/auth/", GrantingUpstream::openSession);
        server.createContext("/account/", GrantingUpstream::describe);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of("portcullis.provider", "rememberizer", "portcullis.rememberizer.url", url);
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
}
