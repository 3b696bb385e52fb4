package dev.portcullis.app.stop;

import dev.portcullis.app.journey.Api;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request whose head has arrived, and its body only in part. */
final class HalfARequest implements AutoCloseable {
    private static final int PATIENCE_MILLISECONDS = 10_000;

    private final Socket socket;
    private final String rest;

    private HalfARequest(Socket socket, String rest) {
        this.socket = socket;
        this.rest = rest;
    }

    /** A sign-in with an unknown login. */
    static HalfARequest signIn(URI service) throws IOException {
        String body = """
                {"login":"nobody@example.com","password":"%s","captcha":""}""".formatted(Api.PASSWORD);
        int half = body.length() / 2;
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        HalfARequest request = new HalfARequest(socket, body.substring(half));
        request.write("""
                POST /api/v1/auth/signin/ HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(service.getAuthority(), body.length()) + body.substring(0, half));
        return request;
    }

    /** Sends the rest and returns everything that arrives until the connection is closed. */
    String complete() throws IOException {
        write(rest);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
