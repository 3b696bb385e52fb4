package dev.portcullis.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server that keeps what it was sent. */
final class RecordingServer implements AutoCloseable {
    /** A request as it came; the path is with its query. */
    record Request(String method, String path, String body, Map<String, List<String>> headers) {
        String header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            return values.isEmpty() ? null : values.get(0);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A response, with one header per line, such as {@code Retry-After: 5}. */
    record Response(int status, String body, String... headers) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    RecordingServer(Function<Request, Response> service) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, service));
        server.start();
    }

    private void serve(HttpExchange exchange, Function<Request, Response> service) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                exchange.getRequestHeaders());
        requests.add(request);
        Response response = service.apply(request);
        for (String header : response.headers()) {
            String[] parts = header.split(": ", 2);
            exchange.getResponseHeaders().add(parts[0], parts[1]);
        }
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    URI uri() {
        return URI.create("http://localhost:" + address().getPort());
    }

    PortcullisClient client() {
        return PortcullisClient.of(uri());
    }

    long count(String request) {
        return requests.stream().filter(each -> each.toString().equals(request)).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
