package dev.portcullis.rememberizer;

import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.UpstreamFailure;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.http.StreamResetException;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Asks the API, by guards that lie one inside the other: so many calls at once and no queue, so that whoever comes
 * beyond them is turned away at once and worker threads stay free; none for a while after too many have failed; the
 * announcement of the attempt, so that nothing is written for a call that is not made; the deadline; and, innermost, a
 * second try for a connection that was never opened. Nothing else is ever tried again: once a byte is out, nobody knows
 * what it did. Safe for use by many threads.
 */
final class Upstream {
    private static final Logger LOG = Logger.getLogger(Upstream.class);

    private static final TypeLiteral<CompletionStage<Reply>> REPLY = new TypeLiteral<>() {};

    /** When the busy hour is over is not known; a second spreads those who come again. */
    private static final Duration PAUSE_WHEN_BUSY = Duration.ofSeconds(1);

    /** Between two tries to connect, give or take the half. */
    private static final Duration PAUSE_BEFORE_RETRY = Duration.ofMillis(100);

    /** The guards end each call; should one not, its thread is not lost for good. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** Nobody but the one whose sign-in failed waits for this. */
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

    private static final double HALF = 0.5;

    private final RememberizerApi api;
    private final RememberizerSettings settings;
    private final Clock clock;
    private final TypedGuard<Reply> room;
    private final TypedGuard<CompletionStage<Reply>> breaker;
    private final TypedGuard<CompletionStage<Reply>> deadline;
    private final TypedGuard<CompletionStage<Reply>> opening;
    private volatile CircuitBreakerState breakerState = CircuitBreakerState.CLOSED;

    Upstream(RememberizerApi api, RememberizerSettings settings, Clock clock) {
        this.api = api;
        this.settings = settings;
        this.clock = clock;
        room = TypedGuard.create(Reply.class)
                .withDescription("rememberizer.room")
                .withBulkhead()
                .limit(settings.concurrency())
                .done()
                .build();
        breaker = TypedGuard.create(REPLY)
                .withDescription("rememberizer.breaker")
                .withThreadOffload(false)
                .withCircuitBreaker()
                .requestVolumeThreshold(settings.breaker().calls())
                .failureRatio(HALF)
                .delay(settings.breaker().delay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .when(failure -> failure instanceof UpstreamFailure)
                .onStateChange(this::change)
                .done()
                .build();
        deadline = TypedGuard.create(REPLY)
                .withDescription("rememberizer.deadline")
                .withThreadOffload(false)
                .withTimeout()
                .duration(settings.timeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
        opening = TypedGuard.create(REPLY)
                .withDescription("rememberizer.opening")
                .withThreadOffload(false)
                .withRetry()
                .maxRetries(1)
                .delay(PAUSE_BEFORE_RETRY.toMillis(), ChronoUnit.MILLIS)
                .jitter(PAUSE_BEFORE_RETRY.toMillis() / 2, ChronoUnit.MILLIS)
                .maxDuration(settings.timeout().toMillis(), ChronoUnit.MILLIS)
                .retryOn(NeverOpened.class)
                .done()
                .build();
    }

    private void change(CircuitBreakerState state) {
        breakerState = state;
        LOG.warnf("The circuit breaker of the upstream is %s now", state);
    }

    /** Whether too many calls have failed and none was good since: none is made for a while, and then one to find out. */
    boolean isLeftAlone() {
        return breakerState != CircuitBreakerState.CLOSED;
    }

    /**
     * Makes one call.
     *
     * @param announcement of the attempt; runs in this thread, and only if the call is about to be made
     * @return an answer that the upstream itself is well enough to give
     * @throws UpstreamFailure there is none
     * @throws Overloaded too many calls are under way
     */
    Reply ask(Runnable announcement, Function<RememberizerApi, CompletionStage<RestResponse<byte[]>>> call) {
        try {
            return room.get(() -> await(
                    breaker.get(() -> {
                        announcement.run();
                        return failingAsOurs(deadline.get(() -> opening.get(() -> replyTo(() -> call.apply(api)))));
                    }),
                    settings.timeout().plus(MARGIN)));
        } catch (BulkheadException full) {
            throw new Overloaded(PAUSE_WHEN_BUSY);
        }
    }

    /**
     * Ends a session that was opened and is not let through, as well as can be: whatever becomes of it, it is not tried
     * again. Passes the guards by, as it undoes what has passed them.
     */
    void end(String cookies) {
        if (cookies.isEmpty()) {
            LOG.warn("If a session was opened upstream it came without cookies, and cannot be ended");
            return;
        }
        try {
            Reply reply = await(replyTo(() -> api.signOut(cookies, null, null, null)), LONGEST_GOODBYE);
            if (!reply.isSuccess()) {
                LOG.warnf("A session that was opened upstream was not ended there: status %d", reply.status());
            }
        } catch (RuntimeException failure) {
            LOG.warnf("A session that was opened upstream was not ended there: %s", failure);
        }
    }

    private CompletionStage<Reply> replyTo(Supplier<CompletionStage<RestResponse<byte[]>>> call) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        CompletionStage<RestResponse<byte[]>> response;
        try {
            response = call.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
        response.whenComplete((answer, failure) -> {
            if (failure == null) {
                complete(reply, answer);
            } else {
                reply.completeExceptionally(NeverOpened.or(unwrapped(failure)));
            }
        });
        return reply;
    }

    private void complete(CompletableFuture<Reply> future, RestResponse<byte[]> answer) {
        try {
            Reply reply = Reply.of(answer);
            Optional<UpstreamFailure> ill = illness(reply);
            boolean isFirst = ill.map(future::completeExceptionally).orElseGet(() -> future.complete(reply));
            assert isFirst;
        } catch (IOException | RuntimeException failure) {
            future.completeExceptionally(failure);
        }
    }

    /** Answers by which a service, or what stands before it, says that it cannot answer. */
    private Optional<UpstreamFailure> illness(Reply reply) {
        UpstreamFailure.Kind kind = switch (reply.status()) {
            case 502 -> UpstreamFailure.Kind.INVALID;
            case 503 -> UpstreamFailure.Kind.UNAVAILABLE;
            case 504 -> UpstreamFailure.Kind.TIMEOUT;
            default -> null;
        };
        if (kind == null) {
            return Optional.empty();
        }
        String told = reply.only("retry-after");
        Duration retryAfter =
                told == null ? null : Times.delay(told, clock.instant()).orElse(null);
        return Optional.of(new UpstreamFailure(
                kind, retryAfter, "it says so itself", new IOException("status " + reply.status())));
    }

    /** So that the breaker knows what is the upstream's fault and what is not. */
    private static CompletionStage<Reply> failingAsOurs(CompletionStage<Reply> call) {
        CompletableFuture<Reply> ours = new CompletableFuture<>();
        call.whenComplete((reply, failure) -> {
            if (failure == null) {
                ours.complete(reply);
            } else {
                ours.completeExceptionally(asOurs(unwrapped(failure)));
            }
        });
        return ours;
    }

    private static RuntimeException asOurs(Throwable failure) {
        if (failure instanceof UpstreamFailure known) {
            return known;
        }
        if (failure instanceof NeverOpened) {
            return new UpstreamFailure(
                    UpstreamFailure.Kind.UNAVAILABLE, null, "no connection could be opened", failure.getCause());
        }
        if (failure instanceof org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException
                || ResponseLimits.isLate(failure)) {
            return new UpstreamFailure(
                    UpstreamFailure.Kind.TIMEOUT, null, "no answer in time", new TimeoutException("deadline"));
        }
        return new UpstreamFailure(UpstreamFailure.Kind.INVALID, null, "the answer did not arrive whole", failure);
    }

    private Reply await(CompletionStage<Reply> reply, Duration patience) {
        try {
            return reply.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new UpstreamFailure(UpstreamFailure.Kind.TIMEOUT, null, "no answer in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UpstreamFailure(UpstreamFailure.Kind.TIMEOUT, null, "we stop", interrupted);
        } catch (ExecutionException failed) {
            throw thrown(unwrapped(failed));
        }
    }

    private RuntimeException thrown(Throwable failure) {
        if (failure instanceof CircuitBreakerOpenException) {
            return new UpstreamFailure(
                    UpstreamFailure.Kind.UNAVAILABLE,
                    settings.breaker().delay(),
                    "it has failed too often and is left alone for a while",
                    null);
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean isWrapper = failure instanceof CompletionException
                || failure instanceof ExecutionException
                || failure instanceof ProcessingException;
        Throwable cause = failure.getCause();
        return isWrapper && cause != null ? unwrapped(cause) : failure;
    }

    /** Not a byte has left: there is no address, no connection, no agreement on keys, or the stream was declined. */
    private static final class NeverOpened extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** RFC 9113, 8.7: the stream was closed before anything was done for it. */
        private static final long REFUSED_STREAM = 7;

        private NeverOpened(Throwable cause) {
            super("never opened", cause);
        }

        static Throwable or(Throwable failure) {
            boolean neverOpened = failure instanceof ConnectException
                    || failure instanceof UnknownHostException
                    || failure instanceof NoRouteToHostException
                    || failure instanceof SSLHandshakeException
                    || failure instanceof io.netty.handler.proxy.ProxyConnectException
                    || (failure instanceof StreamResetException reset && reset.getCode() == REFUSED_STREAM);
            return neverOpened ? new NeverOpened(failure) : failure;
        }
    }
}
