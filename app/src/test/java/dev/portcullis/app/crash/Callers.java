package dev.portcullis.app.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Many callers at once, each with a connection of its own for as long as its answer is out. */
final class Callers {
    static final String PASSWORD = "clockwork heron at noon";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One answer, read to its end. */
    record Answer(int status, List<String> cookies, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The value that a cookie was set to; empty if it was not set or was cleared. */
        String cookie(String name) {
            String start = name + "=";
            return cookies.stream()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length(), line.indexOf(';')))
                    .findFirst()
                    .orElse("");
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Callers(URI base) {
        this.base = base;
    }

    CompletableFuture<Answer> signUp(String email) {
        return post(
                "/api/v1/auth/signup/",
                Map.of("email", email, "password", PASSWORD, "name", "John Doe", "captcha", ""));
    }

    CompletableFuture<Answer> signIn(String email) {
        return post("/api/v1/auth/signin/", Map.of("login", email, "password", PASSWORD, "captcha", ""));
    }

    CompletableFuture<Answer> verify(String token, String code) {
        return post(
                "/api/v1/auth/verify-email/", Map.of("verification_code", code), "Authorization", "Bearer " + token);
    }

    private CompletableFuture<Answer> post(String path, Map<String, String> body, String... headers) {
        return post(path, json(body), List.of(headers));
    }

    /** @param headers names and values in turn */
    CompletableFuture<Answer> post(String path, String body, List<String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Callers::answer);
    }

    static String json(Map<String, String> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers().allValues("set-cookie"), response.body());
    }
}
