package dev.portcullis.client;

import dev.portcullis.client.Transport.Call;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls with the cookies of one session, and refreshes it: ahead of its expiry, and after a 401, followed by one
 * retry. Concurrent calls refresh once. Thread-safe.
 */
final class CookieSession {
    private static final Call REFRESH = new Call("POST", "/api/v1/auth/custom-refresh/", null);

    /** The part of the lifetime of an access token after which it is refreshed. */
    private static final double REFRESH_AFTER = 0.8;

    private final Transport transport;
    private final Cookies cookies;
    private final Object refreshing = new Object();

    /** When the newest access token has to be refreshed, in nanoseconds; null if unknown. */
    private volatile @Nullable Long refreshAt;

    /** How many access tokens were received. */
    private volatile int tokens;

    CookieSession(Transport transport, Cookies cookies) {
        this.transport = transport;
        this.cookies = cookies;
    }

    /** Sends a call, with the cookies if there are any. */
    HttpResponse<InputStream> send(Call call) {
        URI uri = transport.uri(call);
        HttpResponse<InputStream> response = transport.exchange(call, "Cookie", cookies.header(uri));
        if (Transport.isFromApi(response.headers())) {
            cookies.store(uri, response.headers().allValues("Set-Cookie"));
            Duration lifetime = Transport.seconds(response.headers(), "Access-Token-Expires-In");
            if (lifetime != null) {
                received(lifetime);
            }
        }
        return Transport.requireSuccess(response);
    }

    /** Sends a call that needs a session. */
    HttpResponse<InputStream> sendSignedIn(Call call) {
        refreshAhead();
        int known = tokens;
        try {
            return send(call);
        } catch (ProblemException problem) {
            if (!problem.is("not_authenticated") || !refresh(known)) {
                throw problem;
            }
            return send(call);
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
                    HttpResponse<InputStream> unused = send(REFRESH);
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

    private synchronized void received(@Nullable Duration lifetime) {
        refreshAt = lifetime == null ? null : System.nanoTime() + (long) (lifetime.toNanos() * REFRESH_AFTER);
        tokens++;
    }
}
