package dev.portcullis.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends requests to the service, and turns error responses into a {@link ProblemException}. Thread-safe. */
final class Transport {
    /** In bytes; the export of an account is the largest body. */
    private static final long MAX_BODY = 64L << 20;

    /** The media types of the API; a response without a body has none. */
    private static final Pattern API_TYPE = Pattern.compile(
            "(application/(json|problem\\+json|x-ndjson)|text/csv)\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private final String base;
    private final HttpClient http;
    private final Duration timeout;
    private final @Nullable String language;

    Transport(URI service, HttpClient http, Duration timeout, @Nullable String language) {
        this.base = service.toString().replaceFirst("/+$", "");
        this.http = http;
        this.timeout = timeout;
        this.language = language;
    }

    /**
     * One request.
     *
     * @param path below the service, with the query
     * @param body the members of the JSON object to send; null for a request without a body
     * @param streamed whether the body of a success is read while it arrives, without a limit of time or size
     */
    record Call(String method, String path, @Nullable Map<String, @Nullable String> body, boolean streamed) {
        Call(String method, String path, @Nullable Map<String, @Nullable String> body) {
            this(method, path, body, false);
        }
    }

    /** The URL of a call. */
    URI uri(Call call) {
        return URI.create(base + call.path());
    }

    /**
     * Sends a call, and returns the response, whatever its status. The timeout includes the body, unless it is streamed.
     *
     * @param header the name of one more header
     * @param value its value; empty for a request without it
     */
    HttpResponse<InputStream> exchange(Call call, String header, String value) {
        // The timeout of an HttpRequest ends at the headers, so a body could stall for ever.
        CompletableFuture<HttpResponse<InputStream>> exchange = http.sendAsync(
                request(call, header, value),
                response -> call.streamed() && isSuccess(response.statusCode(), response.headers())
                        ? BodySubscribers.ofInputStream()
                        : new LimitedBody(MAX_BODY));
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UncheckedIOException(new HttpTimeoutException("No complete response after " + timeout));
        } catch (ExecutionException e) {
            throw new UncheckedIOException(
                    e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause()));
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            // Without an effect on one that is complete; otherwise closes the connection.
            exchange.cancel(true);
        }
    }

    /** The failure of a call whose thread was interrupted; the thread stays interrupted. */
    static UncheckedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new InterruptedIOException());
    }

    /** Whether the API has sent the response, and not a proxy or a captive portal. */
    static boolean isFromApi(HttpHeaders headers) {
        String type = headers.firstValue("Content-Type").orElse("");
        return type.isEmpty() || API_TYPE.matcher(type).matches();
    }

    private static boolean isSuccess(int status, HttpHeaders headers) {
        return status >= 200 && status < 300 && isFromApi(headers);
    }

    private HttpRequest request(Call call, String header, String value) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(call));
        if (call.body() == null) {
            request.method(call.method(), BodyPublishers.noBody());
        } else {
            request.method(call.method(), BodyPublishers.ofString(Json.write(call.body())));
            request.header("Content-Type", "application/json");
        }
        if (language != null) {
            request.header("Accept-Language", language);
        }
        if (!value.isEmpty()) {
            request.header(header, value);
        }
        return request.build();
    }

    /** Returns the response; throws a {@link ProblemException} for an error response or one that is not of the API. */
    static HttpResponse<InputStream> requireSuccess(HttpResponse<InputStream> response) {
        if (!isSuccess(response.statusCode(), response.headers())) {
            throw ProblemException.of(response.statusCode(), text(response), retryAfter(response.headers()));
        }
        return response;
    }

    /** The header {@code Retry-After}, in seconds or as a date (RFC 9110, 10.2.3); null if there is none. */
    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        Duration seconds = seconds(headers, "Retry-After");
        return seconds == null
                ? headers.firstValue("Retry-After").map(Transport::untilDate).orElse(null)
                : seconds;
    }

    private static @Nullable Duration untilDate(String date) {
        try {
            Instant time = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            Duration wait = Duration.between(Instant.now(), time);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** A header with a number of seconds; null if it is missing or anything else. */
    static @Nullable Duration seconds(HttpHeaders headers, String name) {
        return headers.firstValue(name)
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
    }

    /** The result in a response; throws a {@link ProblemException} if the response has another one or none. */
    static <T> T read(HttpResponse<InputStream> response, Function<JsonObject, T> type) {
        try {
            return type.apply(JsonObject.read(text(response)));
        } catch (IllegalArgumentException notTheResult) {
            throw ProblemException.of(response.statusCode(), "", null);
        }
    }

    private static String text(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
