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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the cookies of one session, and refreshes it: ahead of its expiry, and after a 401, followed by one
 * retry. Concurrent calls refresh once. Thread-safe.
 */
final class Transport {
    private static final String REFRESH = "/api/v1/auth/custom-refresh/";

    /** The part of the lifetime of an access token after which it is refreshed. */
    private static final double REFRESH_AFTER = 0.8;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI base;
    private final @Nullable String language;
    private final HttpClient http;
    private final Object refreshing = new Object();

    /** When the newest access token has to be refreshed, in nanoseconds; null if unknown. */
    private volatile @Nullable Long refreshAt;

    /** How many access tokens were received. */
    private volatile int tokens;

    Transport(URI base, @Nullable String language) {
        this.base = base;
        this.language = language;
        this.http = HttpClient.newBuilder()
                .cookieHandler(new Cookies())
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /**
     * One request.
     *
     * @param path with the query
     * @param body the members of the JSON object to send; null for a request without a body
     */
    record Call(String method, String path, @Nullable Map<String, @Nullable String> body) {}

    /** Sends the call with a token instead of the session. */
    InputStream sendWithToken(Call call, String token) {
        return send(call, token);
    }

    /** Sends the call, with the cookies if there are any. */
    InputStream send(Call call) {
        return send(call, null);
    }

    /** Sends a call that needs a session. */
    InputStream sendSignedIn(Call call) {
        refreshAhead();
        int known = tokens;
        try {
            return send(call, null);
        } catch (ProblemException problem) {
            if (!problem.is("not_authenticated") || !refresh(known)) {
                throw problem;
            }
            return send(call, null);
        }
    }

    private void refreshAhead() {
        int known = tokens;
        Long time = refreshAt;
        if (time != null && System.nanoTime() - time >= 0) {
            try {
                boolean unused = refresh(known);
            } catch (ProblemException | UncheckedIOException stillValid) {
                // The call that follows finds out.
            }
        }
    }

    /** Refreshes, unless another thread has received a newer token. Returns whether there is one. */
    private boolean refresh(int known) {
        synchronized (refreshing) {
            if (tokens == known) {
                try {
                    close(send(new Call("POST", REFRESH, null), null));
                    // A gateway does not tell the lifetime.
                    if (tokens == known) {
                        received(null);
                    }
                } catch (ProblemException problem) {
                    refreshAt = null;
                    if (problem.is("session_invalid")) {
                        return false;
                    }
                    throw problem;
                }
            }
            return true;
        }
    }

    private synchronized void received(@Nullable Long seconds) {
        refreshAt = seconds == null
                ? null
                : System.nanoTime() + (long) (Duration.ofSeconds(seconds).toNanos() * REFRESH_AFTER);
        tokens++;
    }

    private InputStream send(Call call, @Nullable String token) {
        HttpResponse<InputStream> response;
        try {
            response = http.send(request(call, token), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        }
        HttpHeaders headers = response.headers();
        headers.firstValue("Access-Token-Expires-In").ifPresent(seconds -> received(Long.valueOf(seconds)));
        if (response.statusCode() >= 300) {
            throw ProblemException.of(response.statusCode(), text(response.body()), retryAfter(headers));
        }
        return response.body();
    }

    private HttpRequest request(Call call, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(call.path())).timeout(TIMEOUT);
        if (call.body() == null) {
            request.method(call.method(), BodyPublishers.noBody());
        } else {
            request.method(call.method(), BodyPublishers.ofString(Json.write(call.body())));
            request.header("Content-Type", "application/json");
        }
        if (language != null) {
            request.header("Accept-Language", language);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
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
    private static @Nullable Duration seconds(HttpHeaders headers, String name) {
        return headers.firstValue(name)
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
    }

    static String text(InputStream body) {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void close(InputStream body) {
        String unused = text(body);
    }
}
