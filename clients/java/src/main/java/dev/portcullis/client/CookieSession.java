package dev.portcullis.client;

import dev.portcullis.client.Transport.Call;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls with the cookies of one session, and refreshes it: ahead of its expiry, and after a 401, followed by one
 * retry. Concurrent calls share one refresh, also one that fails. Thread-safe.
 */
final class CookieSession {
    private static final Call REFRESH = new Call("POST", "/api/v1/auth/custom-refresh/", null);

    /** The part of the lifetime of an access token after which it is refreshed. */
    private static final double REFRESH_AFTER = 0.8;

    /** The most time after a failed refresh until the next one, in seconds; the least is 1. */
    private static final long MAX_BACKOFF = 60;

    private final Transport transport;
    private final Cookies cookies;
    private final LongSupplier nanoTime;

    /** Held by each call whose response sets cookies, so that none sets them after a later one. */
    private final ReentrantLock lock = new ReentrantLock();

    /** When the newest access token has to be refreshed, in nanoseconds; null if unknown. */
    private volatile @Nullable Long refreshAt;

    /** How often an access token was received, or the session ended. */
    private volatile int version;

    /** Why the last refresh of this version failed; null if none did. */
    private volatile @Nullable RuntimeException failure;

    /** The time from the last failure to {@link #notBefore}, in seconds. Guarded by the lock. */
    private long backoff;

    /** After a failure: when the next refresh may be sent, in nanoseconds. Guarded by the lock. */
    private long notBefore;

    /**
     * A session that has not begun.
     *
     * @param nanoTime {@link System#nanoTime()}, or the time of a test
     */
    CookieSession(Transport transport, Cookies cookies, LongSupplier nanoTime) {
        this.transport = transport;
        this.cookies = cookies;
        this.nanoTime = nanoTime;
    }

    /** Sends a call, with the cookies if there are any. */
    HttpResponse<InputStream> send(Call call) {
        URI uri = transport.uri(call);
        HttpResponse<InputStream> response = transport.exchange(call, "Cookie", cookies.header(uri));
        if (Transport.isFromApi(response.headers())) {
            cookies.store(uri, response.headers().allValues("Set-Cookie"));
            Duration lifetime = Transport.seconds(response.headers(), "Access-Token-Expires-In");
            if (lifetime != null) {
                changed(lifetime);
            }
        }
        return Transport.requireSuccess(response);
    }

    /** Sends a call that needs a session. */
    HttpResponse<InputStream> sendSignedIn(Call call) {
        refreshAhead();
        int known = version;
        try {
            return send(call);
        } catch (ProblemException problem) {
            if (!problem.is("not_authenticated") || !refreshAfter401(known)) {
                throw problem;
            }
            return send(call);
        }
    }

    /** Runs a call whose response sets cookies, while no other such call runs. */
    <T> T exclusively(Supplier<T> call) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw Transport.interrupted();
        }
        try {
            return call.get();
        } finally {
            lock.unlock();
        }
    }

    /** Sends a call that begins or renews the session. */
    void renew(Call call) {
        HttpResponse<InputStream> unused = exclusively(() -> {
            int known = version;
            HttpResponse<InputStream> response = send(call);
            // A gateway does not report the lifetime.
            if (version == known) {
                changed(null);
            }
            return response;
        });
    }

    /** Sends a call that ends the session, and forgets it. */
    void end(Supplier<HttpResponse<InputStream>> call) {
        HttpResponse<InputStream> unused = exclusively(() -> {
            HttpResponse<InputStream> response = call.get();
            cookies.clear();
            changed(null);
            return response;
        });
    }

    /** Refreshes, or shares the outcome of a refresh that ends while this one waits for it. */
    void refresh() {
        int known = version;
        RuntimeException earlier = failure;
        boolean unused = exclusively(() -> refreshUnless(known, failure != earlier));
    }

    /** Does not wait for another thread, because the token is probably still valid. */
    private void refreshAhead() {
        int known = version;
        Long time = refreshAt;
        if (time != null && nanoTime.getAsLong() - time >= 0 && lock.tryLock()) {
            try {
                boolean unused = refreshUnless(known, nanoTime.getAsLong() - notBefore < 0);
            } catch (ProblemException | UncheckedIOException stillValid) {
                // The call that follows finds out.
            } finally {
                lock.unlock();
            }
        }
    }

    /** Returns whether there is a newer token than the known one; false if the session is over. */
    private boolean refreshAfter401(int known) {
        try {
            return exclusively(() -> refreshUnless(known, nanoTime.getAsLong() - notBefore < 0));
        } catch (ProblemException problem) {
            if (problem.is("session_invalid")) {
                return false;
            }
            throw problem;
        }
    }

    /**
     * Refreshes, unless another thread has received a newer token. The lock is held.
     *
     * @param failedJustNow whether the last failure, if there is one, is the outcome of this refresh too
     */
    private boolean refreshUnless(int known, boolean failedJustNow) {
        if (version != known) {
            return true;
        }
        RuntimeException last = failure;
        if (last != null && failedJustNow) {
            throw last;
        }
        try {
            renew(REFRESH);
            return true;
        } catch (ProblemException | UncheckedIOException e) {
            failed(e);
            throw e;
        }
    }

    private void failed(RuntimeException e) {
        if (e.getCause() instanceof InterruptedIOException) {
            // Says nothing about the service.
            return;
        }
        if (e instanceof ProblemException problem && problem.is("session_invalid")) {
            refreshAt = null;
        }
        Duration retryAfter = e instanceof ProblemException problem ? problem.retryAfter() : null;
        long doubled = failure == null ? 1 : 2 * backoff;
        backoff = Math.max(1, Math.min(MAX_BACKOFF, retryAfter == null ? doubled : retryAfter.toSeconds()));
        notBefore = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(backoff);
        failure = e;
    }

    private synchronized void changed(@Nullable Duration lifetime) {
        refreshAt = lifetime == null ? null : nanoTime.getAsLong() + (long) (lifetime.toNanos() * REFRESH_AFTER);
        failure = null;
        version++;
    }
}
