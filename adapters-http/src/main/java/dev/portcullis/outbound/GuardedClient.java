package dev.portcullis.outbound;

import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.UpstreamFailure.Kind;
import io.netty.handler.proxy.ProxyConnectException;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import jakarta.ws.rs.ProcessingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Calls another service. Four guards are nested, from the outside in: a bulkhead without a queue, so that worker threads
 * stay free; a circuit breaker; the deadline for the whole response; and one retry of a connection that was never
 * opened. Nothing else is retried: once a byte was sent, nobody knows what the service did. Redirects are not followed.
 * Each guard is a metric of SmallRye Fault Tolerance ({@code ft.*}) under the name of the client. Thread-safe.
 *
 * @param <C> the API of the service, as an annotated interface
 */
public final class GuardedClient<C> {
    private static final Logger LOG = Logger.getLogger(GuardedClient.class);

    private static final double HALF = 0.5;

    /** It is unknown when the bulkhead has room again; a second spreads the next attempts. */
    private static final Duration PAUSE_WHEN_BUSY = Duration.ofSeconds(1);

    /** Between two attempts to connect, with a jitter of half of it. */
    private static final Duration PAUSE_BEFORE_RETRY = Duration.ofMillis(100);

    /** Shorter than most servers and load balancers keep an idle connection, so that a call rarely meets a closed one. */
    private static final Duration KEPT_IDLE = Duration.ofSeconds(15);

    /** The deadline always ends a call; the timeout of the HTTP client comes only after it. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Class<ServiceResponse> RESPONSE = ServiceResponse.class;

    /** RFC 9113, 8.7: the stream was closed before anything was done for it. */
    private static final long REFUSED_STREAM = 7;

    private final String name;
    private final CallLimits limits;
    private final C api;
    private final Guard bulkhead;
    private final Guard breaker;
    private final Guard deadline;
    private final Guard opening;
    private volatile CircuitBreakerState breakerState = CircuitBreakerState.CLOSED;

    /** A client of a service on the internet: a connection carries one exchange, and a response declares its length. */
    public GuardedClient(String name, Class<C> api, URI url, CallLimits limits) {
        this(
                name,
                api,
                url,
                limits,
                new ExchangeGuard(
                        name, ExchangeGuard.Reuse.NEVER, ExchangeGuard.Unbounded.REJECTED, limits.largestHead()),
                builder -> {});
    }

    /**
     * Creates a client.
     *
     * @param name in logs and metrics
     * @param exchanges guards each connection
     * @param more settings of the HTTP client
     */
    public GuardedClient(
            String name,
            Class<C> api,
            URI url,
            CallLimits limits,
            ExchangeGuard exchanges,
            Consumer<QuarkusRestClientBuilder> more) {
        this.name = name;
        this.limits = limits;
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(url)
                .connectTimeout(limits.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(limits.deadline().plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS)
                // Redirects and errors are responses like any other.
                .followRedirects(false)
                .disableDefaultMapper(true)
                .enableCompression(false)
                .userAgent("Portcullis")
                .httpClientOptionsCustomizer(options -> configure(options, url))
                .httpClientRequestCustomizer(exchanges)
                .httpClientRequestCustomizer(new ResponseLimits(limits));
        more.accept(builder);
        this.api = builder.build(api);
        this.bulkhead =
                guard("room").withBulkhead().limit(limits.concurrency()).done().build();
        this.breaker = guard("breaker")
                .withCircuitBreaker()
                .requestVolumeThreshold(limits.breakerCalls())
                .failureRatio(HALF)
                .delay(limits.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                // Any other exception, such as that of an announcement, says nothing about the service: it does not
                // open a closed breaker, and does not close an open one.
                .when(failure -> failure instanceof ServiceUnavailable || isCircuitOpen())
                .onStateChange(this::change)
                .done()
                .build();
        this.deadline = guard("deadline")
                .withTimeout()
                .duration(limits.deadline().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
        this.opening = guard("opening")
                .withRetry()
                .maxRetries(1)
                .delay(PAUSE_BEFORE_RETRY.toMillis(), ChronoUnit.MILLIS)
                .jitter(PAUSE_BEFORE_RETRY.toMillis() / 2, ChronoUnit.MILLIS)
                .maxDuration(limits.deadline().toMillis(), ChronoUnit.MILLIS)
                .whenException(failure -> isNeverOpened(unwrapped(failure)))
                .done()
                .build();
    }

    private Guard.Builder guard(String kind) {
        return Guard.create().withDescription(name + "." + kind);
    }

    private void configure(HttpClientOptions options, URI url) {
        options.setMaxHeaderSize(limits.largestHead())
                .setDecompressionSupported(false)
                .setMaxWaitQueueSize(limits.concurrency())
                .setKeepAliveTimeout((int) KEPT_IDLE.toSeconds())
                .setHttp2KeepAliveTimeout((int) KEPT_IDLE.toSeconds())
                .setSslHandshakeTimeout(limits.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        options.getInitialSettings().setMaxHeaderListSize(limits.largestHead()).setPushEnabled(false);
        if ("https".equalsIgnoreCase(url.getScheme())) {
            options.setProtocolVersion(HttpVersion.HTTP_2)
                    .setUseAlpn(true)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
        }
    }

    private void change(CircuitBreakerState state) {
        breakerState = state;
        LOG.warnf("The circuit breaker of %s is %s now", name, state);
    }

    /** Whether calls are rejected, or only one of them tests the service, because too many failed. */
    public boolean isCircuitOpen() {
        return breakerState != CircuitBreakerState.CLOSED;
    }

    /** Turns a response into a value. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Reads a response.
         *
         * @throws ServiceUnavailable if the response shows that the service is out of order; opens the circuit breaker
         *     if it happens often
         */
        T read(ServiceResponse response) throws ServiceUnavailable;
    }

    /**
     * Makes one call and waits for it.
     *
     * @param before runs in this thread if the call is about to be made, and its time does not count
     * @param type of the value
     * @throws ServiceUnavailable if there is no usable response
     * @throws Overloaded if too many calls are in progress
     */
    public <T> T call(
            Runnable before,
            Function<? super C, CompletionStage<RestResponse<byte[]>>> request,
            Reader<T> reader,
            Class<T> type)
            throws ServiceUnavailable {
        Callable<T> guarded = () -> {
            before.run();
            return reader.read(response(() ->
                    deadline.call(() -> opening.call(() -> send(request).get(), RESPONSE), RESPONSE)));
        };
        try {
            return bulkhead.call(() -> breaker.call(guarded, type), type);
        } catch (BulkheadException full) {
            throw new Overloaded(PAUSE_WHEN_BUSY);
        } catch (CircuitBreakerOpenException open) {
            throw new ServiceUnavailable(Kind.UNAVAILABLE, limits.breakerDelay(), "the circuit breaker is open", open);
        } catch (ServiceUnavailable | RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Makes one call around the guards, to undo one that passed them.
     *
     * @param patience for the whole call
     * @throws ServiceUnavailable if there is no complete response
     */
    public ServiceResponse callUnguarded(
            Function<? super C, CompletionStage<RestResponse<byte[]>>> request, Duration patience)
            throws ServiceUnavailable {
        return response(() -> send(request).get(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    private CompletableFuture<ServiceResponse> send(
            Function<? super C, CompletionStage<RestResponse<byte[]>>> request) {
        return request.apply(api).thenApply(ServiceResponse::of).toCompletableFuture();
    }

    private static ServiceResponse response(Callable<ServiceResponse> call) throws ServiceUnavailable {
        try {
            return call.call();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailable(Kind.TIMEOUT, null, "this service is stopping", stopping);
        } catch (Exception failure) {
            throw unavailable(unwrapped(failure));
        }
    }

    private static ServiceUnavailable unavailable(Throwable failure) {
        if (isNeverOpened(failure)) {
            return new ServiceUnavailable(Kind.UNAVAILABLE, null, "no connection could be opened", failure);
        }
        boolean isLate = failure instanceof org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException
                || failure instanceof TimeoutException
                || ResponseLimits.isLate(failure);
        return isLate
                ? new ServiceUnavailable(Kind.TIMEOUT, null, "no complete response in time", failure)
                : new ServiceUnavailable(Kind.INVALID, null, "the response is incomplete", failure);
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean isWrapper = failure instanceof CompletionException
                || failure instanceof ExecutionException
                || failure instanceof ProcessingException;
        Throwable cause = failure.getCause();
        return isWrapper && cause != null ? unwrapped(cause) : failure;
    }

    /** Not a byte of the request was used: no address, no connection, no TLS, or the stream was refused. */
    private static boolean isNeverOpened(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof SSLHandshakeException
                || failure instanceof ProxyConnectException
                || (failure instanceof StreamResetException reset && reset.getCode() == REFUSED_STREAM);
    }
}
