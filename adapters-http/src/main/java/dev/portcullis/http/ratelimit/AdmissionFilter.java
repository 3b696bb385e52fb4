package dev.portcullis.http.ratelimit;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.http.caller.TrustedProxies;
import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemCode;
import dev.portcullis.http.problem.RejectedRequestAudit;
import dev.portcullis.http.route.RateLimited;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.ratelimit.RateLimitStatus;
import dev.portcullis.ratelimit.RateLimiter;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests that cannot be served, on the event loop: those of an address that has no calls left, and those for
 * which the hashing queue has no place. They cost no worker thread, no database connection and
 * no query, and their bodies are not parsed (ADR 43). The responses are held back for a second, so clients that retry
 * immediately leave the processor to the requests that are served.
 */
@Singleton
final class AdmissionFilter {
    /** Short for a person, and long for a client that ignores {@code Retry-After}. */
    private static final Duration HELD = Duration.ofSeconds(1);

    /**
     * About 40 MB with the largest bodies. HTTP/2 allows many requests per connection, so the number of connections does
     * not limit them. Further responses are not held back.
     */
    private static final int MAXIMUM_HELD = 2_000;

    /** Resolved on use: filters are created before the settings of this start are known. */
    private final Provider<RateLimiter> limiter;

    private final Provider<AdmissionSettings> settings;
    private final Provider<TrustedProxies> proxies;
    private final RejectedRequestAudit rejections;
    private final AtomicInteger hashing = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();

    AdmissionFilter(
            Provider<RateLimiter> limiter,
            Provider<AdmissionSettings> settings,
            Provider<TrustedProxies> proxies,
            RejectedRequestAudit rejections) {
        this.limiter = limiter;
        this.settings = settings;
        this.proxies = proxies;
        this.rejections = rejections;
    }

    /** After the body was read: a client that sends it slowly takes no place. Null if the request may continue. */
    @ServerRequestFilter(nonBlocking = true)
    @Nullable Uni<Void> admit(ResteasyReactiveContainerRequestContext context, RoutingContext http) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context.getServerRequestContext();
        Method route = request.getTarget().getLazyMethod().getMethod();
        RateLimited limited = route.getAnnotation(RateLimited.class);
        if (limited == null) {
            return null;
        }
        ClientAddress client = proxies.get().clientOf(http.request());
        RateLimitStatus exhausted = limiter.get().exhausted(limited.value(), client);
        if (exhausted != null) {
            return reject(Reason.TOO_MANY_ATTEMPTS, rateLimited(exhausted), http);
        }
        boolean hasPlace = !limited.hashes() || takePlace(request);
        return hasPlace ? null : reject(Reason.OVERLOADED, overloaded(), http);
    }

    private boolean takePlace(ResteasyReactiveRequestContext request) {
        if (hashing.incrementAndGet() > settings.get().hashing()) {
            hashing.decrementAndGet();
            return false;
        }
        // Runs once, when the work is done, not when the client has gone.
        request.registerCompletionCallback(done -> hashing.decrementAndGet());
        return true;
    }

    private static Problem rateLimited(RateLimitStatus status) {
        return Problem.of(ProblemCode.RATE_LIMITED)
                .retryAfter(status.untilMore())
                .with(RateLimitHeaders.POLICY, RateLimitHeaders.policy(status))
                .with(RateLimitHeaders.LIMIT, RateLimitHeaders.limit(status));
    }

    private Problem overloaded() {
        return Problem.of(ProblemCode.OVERLOADED).retryAfter(settings.get().retryAfter());
    }

    private Uni<Void> reject(Reason reason, Problem problem, RoutingContext http) {
        return Uni.createFrom()
                .emitter(done -> rejections
                        .recordElsewhere(reason, problem, http)
                        .onSuccess(answer -> holdBack(http, () -> done.fail(answer.toException()))));
    }

    private void holdBack(RoutingContext http, Runnable send) {
        long millis = held.incrementAndGet() > MAXIMUM_HELD ? 1 : HELD.toMillis();
        http.vertx().setTimer(millis, over -> {
            held.decrementAndGet();
            send.run();
        });
    }
}
