package dev.portcullis.outbound;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/**
 * GuardedClient to one other service. Each is sent once, and its whole answer has to be there within the deadline. When
 * half of the last {@value #WINDOW} went wrong, nobody is asked for a while. Safe for use by many threads.
 *
 * @param <C> the service's API, as an annotated interface whose methods answer with a {@link Response}
 */
public final class GuardedClient<C> {
    private static final Logger LOG = Logger.getLogger(GuardedClient.class);

    /** For which nobody is asked after too much went wrong. */
    public static final Duration PAUSE = Duration.ofSeconds(10);

    static final int WINDOW = 10;
    private static final double HALF = 0.5;

    /** Shorter than services keep theirs, so that none is used that is closed at that moment. */
    private static final Duration CONNECTION_LIFETIME = Duration.ofSeconds(30);

    /** Of a response, in bytes: what Vert.x takes when it is not told. */
    private static final int LARGEST_HEAD = 8 * 1024;

    private final String service;
    private final C client;
    private final Guard guard;
    private final int limit;
    private final Duration pause;

    /**
     * Makes a client of a service.
     *
     * @param service as logs call it
     * @param deadline from the first byte sent to the last byte read, the connection included
     * @param limit of an answer's body in bytes
     * @param pause for which nobody is asked after too much went wrong
     */
    public GuardedClient(String service, Class<C> api, URI base, Duration deadline, int limit, Duration pause) {
        this(service, api, base, deadline, limit, pause, null);
    }

    /** The same. {@code trusted} replaces the authorities that Java trusts; null to keep them. */
    GuardedClient(
            String service,
            Class<C> api,
            URI base,
            Duration deadline,
            int limit,
            Duration pause,
            @Nullable KeyStore trusted) {
        this.service = service;
        this.limit = limit;
        this.pause = pause;
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(base)
                .connectTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .httpClientOptionsCustomizer(options -> offerHttp2(options, base))
                .property(QuarkusRestClientProperties.CONNECTION_TTL, (int) CONNECTION_LIFETIME.toSeconds())
                .followRedirects(false)
                .disableDefaultMapper(true)
                .userAgent("Portcullis")
                .httpClientRequestCustomizer(new ExchangeGuard(
                        service, ExchangeGuard.Reuse.NEVER, ExchangeGuard.Unbounded.REJECTED, LARGEST_HEAD))
                .httpClientRequestCustomizer(request -> giveUpAfter(deadline, request));
        this.client = (trusted == null ? builder : builder.trustStore(trusted)).build(api);
        this.guard = Guard.create()
                .withDescription(service)
                .withTimeout()
                .duration(deadline.toMillis(), ChronoUnit.MILLIS)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(WINDOW)
                .failureRatio(HALF)
                .delay(pause.toMillis(), ChronoUnit.MILLIS)
                .onStateChange(this::tell)
                .done()
                .build();
    }

    /** Connections of HTTP/2 can be reused, as its responses name their requests. */
    private static void offerHttp2(HttpClientOptions options, URI base) {
        options.getInitialSettings().setPushEnabled(false);
        if ("https".equalsIgnoreCase(base.getScheme())) {
            options.setProtocolVersion(HttpVersion.HTTP_2)
                    .setUseAlpn(true)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
        }
    }

    /** Closes the connection of an answer that is not there or not read by then, so that its sender stops. */
    private static void giveUpAfter(Duration deadline, HttpClientRequest request) {
        Vertx vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(deadline.toMillis(), late -> {
            request.reset();
        });
        request.response()
                .onSuccess(response -> response.end().onComplete(end -> vertx.cancelTimer(timer)))
                .onFailure(failure -> vertx.cancelTimer(timer));
    }

    /** What to make of an answer. */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Turns an answer into a value.
         *
         * @throws ServiceUnavailable when the answer is none, which counts against the service
         */
        T read(ServiceResponse answer) throws ServiceUnavailable;
    }

    /**
     * Sends one question and reads its answer.
     *
     * @throws ServiceUnavailable when the service did not answer, or in a way that makes no sense
     */
    public <T> T ask(Function<? super C, Response> question, Reading<T> reading, Class<T> type)
            throws ServiceUnavailable {
        Callable<T> call = () -> reading.read(ServiceResponse.read(question.apply(client), limit));
        try {
            return guard.call(call, type);
        } catch (ServiceUnavailable none) {
            throw told(none);
        } catch (CircuitBreakerOpenException notAsked) {
            // Told when it began.
            throw new ServiceUnavailable("not asked", notAsked);
        } catch (TimeoutException late) {
            throw told(new ServiceUnavailable("no answer in time", late));
        } catch (Exception broken) {
            throw told(new ServiceUnavailable("no answer: " + broken.getClass().getSimpleName(), broken));
        }
    }

    /** Messages are of our own making alone: an exception's may quote the question. */
    private ServiceUnavailable told(ServiceUnavailable none) {
        LOG.warnf("%s: %s", service, none.getMessage());
        return none;
    }

    private void tell(CircuitBreakerState state) {
        switch (state) {
            case OPEN -> LOG.warnf("%s is not asked for %d ms", service, pause.toMillis());
            case HALF_OPEN -> LOG.debugf("%s is asked again", service);
            case CLOSED -> LOG.infof("%s answers again", service);
        }
    }
}
