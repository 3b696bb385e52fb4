package dev.portcullis.rememberizer;

import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.http.upstream.UpstreamRequest;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UpstreamFailure;
import dev.portcullis.outbound.ExchangeGuard;
import dev.portcullis.outbound.GuardedClient;
import dev.portcullis.outbound.ServiceResponse;
import dev.portcullis.outbound.ServiceUnavailable;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfiguration;
import io.vertx.core.net.ProxyOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Rememberizer API with data of the caller's request, leaves the response for the caller, and turns failures
 * into {@link UpstreamFailure}. Thread-safe.
 */
final class Upstream {
    private static final Logger LOG = Logger.getLogger(Upstream.class);

    /** For ending a session. Only the caller whose sign-in failed waits for it. */
    private static final Duration LONGEST_SIGN_OUT = Duration.ofSeconds(2);

    /** An operation of the API. */
    @FunctionalInterface
    interface Call {
        CompletionStage<RestResponse<byte[]>> send(RememberizerApi api, UpstreamRequest request);
    }

    private final GuardedClient<RememberizerApi> client;
    private final UpstreamExchange exchange;
    private final boolean forwardAddress;
    private final Clock clock;

    /** @param tls null to trust the certificate authorities of the JDK */
    Upstream(RememberizerSettings settings, @Nullable TlsConfiguration tls, Clock clock, UpstreamExchange exchange) {
        this.exchange = exchange;
        this.forwardAddress = settings.forwardAddress();
        this.clock = clock;
        this.client = new GuardedClient<>(
                "rememberizer",
                RememberizerApi.class,
                settings.url(),
                settings.limits(),
                guard(settings),
                builder -> configure(builder, settings, tls));
    }

    private static ExchangeGuard guard(RememberizerSettings settings) {
        return new ExchangeGuard(
                "The upstream",
                settings.keepAlive() ? ExchangeGuard.Reuse.WHEN_IN_STEP : ExchangeGuard.Reuse.NEVER,
                // JSON shows whether it is complete.
                ExchangeGuard.Unbounded.ACCEPTED,
                settings.limits().largestHead());
    }

    private static void configure(
            QuarkusRestClientBuilder builder, RememberizerSettings settings, @Nullable TlsConfiguration tls) {
        RememberizerSettings.ExtraHeader extra = settings.extraHeader();
        ProxyOptions proxy = settings.proxy();
        builder.property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, settings.connections());
        if (tls != null) {
            builder.tlsConfiguration(tls);
        }
        if (extra != null) {
            builder.property(QuarkusRestClientProperties.STATIC_HEADERS, Map.of(extra.name(), extra.value()));
        }
        if (proxy != null) {
            builder.httpClientOptionsCustomizer(options -> options.setProxyOptions(proxy));
        }
    }

    /** Whether calls are rejected, or only one of them tests the upstream, because too many failed. */
    boolean isCircuitOpen() {
        return client.isCircuitOpen();
    }

    private UpstreamRequest request(UpstreamRequest otherwise) {
        return exchange.request()
                .map(request -> forwardAddress ? request : request.withoutAddress())
                .orElse(otherwise);
    }

    /**
     * Calls without an audit event. A refusal is left for the caller, a success is not.
     *
     * @param otherwise sent if no request is in progress
     */
    ParsedReply ask(UpstreamRequest otherwise, Call call) {
        ParsedReply reply = ParsedReply.of(send(() -> {}, call, request(otherwise)), clock);
        if (!reply.isSuccess()) {
            exchange.relay(reply.response());
        }
        return reply;
    }

    /** Calls without an audit event, and leaves each response for the caller. */
    <T> Result<T> relay(UpstreamRequest otherwise, Call call, Function<ParsedReply, Result<T>> meaning) {
        return relay(send(() -> {}, call, request(otherwise)), meaning);
    }

    private <T> Result<T> relay(ServiceResponse received, Function<ParsedReply, Result<T>> meaning) {
        ParsedReply parsed = ParsedReply.of(received, clock);
        exchange.relay(parsed.response());
        return meaning.apply(parsed);
    }

    /** Lets the upstream decide. */
    <T> Decision<T> decide(UpstreamRequest otherwise, Call call, Function<ParsedReply, Result<T>> meaning) {
        UpstreamRequest request = request(otherwise);
        return Decision.remote(announcement -> relay(send(announcement, call, request), meaning));
    }

    /** As {@link #decide}; a session that was opened is ended again if the result cannot be recorded. */
    <T> Decision<T> open(UpstreamRequest otherwise, Call call, Function<ParsedReply, Result<T>> meaning) {
        UpstreamRequest request = request(otherwise);
        AtomicReference<@Nullable ServiceResponse> received = new AtomicReference<>();
        return Decision.<T>remote(announcement -> {
                    ServiceResponse response = send(announcement, call, request);
                    received.set(response);
                    return relay(response, meaning);
                })
                .undoneBy(() -> endSession(received.get()));
    }

    /**
     * Makes one call.
     *
     * @param announcement of the attempt; runs in this thread, and only if the call is about to be made
     * @return any response but one that says that the upstream is out of order
     * @throws UpstreamFailure if there is no such response
     * @throws dev.portcullis.kernel.Overloaded if too many calls are in progress
     */
    private ServiceResponse send(Runnable announcement, Call call, UpstreamRequest request) {
        try {
            return client.call(announcement, api -> call.send(api, request), this::healthy, ServiceResponse.class);
        } catch (ServiceUnavailable failure) {
            // Without a cause it is not logged: an open circuit breaker may reject thousands of calls.
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new UpstreamFailure(
                    failure.kind(),
                    failure.retryAfter(),
                    String.valueOf(failure.getMessage()),
                    failure.isCircuitOpen() ? null : cause);
        }
    }

    /** Statuses by which a service, or a proxy before it, says that it is out of order. */
    private ServiceResponse healthy(ServiceResponse response) throws ServiceUnavailable {
        UpstreamFailure.Kind kind = switch (response.status()) {
            case 502 -> UpstreamFailure.Kind.INVALID;
            case 503 -> UpstreamFailure.Kind.UNAVAILABLE;
            case 504 -> UpstreamFailure.Kind.TIMEOUT;
            default -> null;
        };
        if (kind == null) {
            return response;
        }
        throw new ServiceUnavailable(
                kind, Times.retryAfter(response, clock.instant()), "status " + response.status(), null);
    }

    /** Ends a session that was opened upstream and cannot be given to the caller. Failures are logged, not retried. */
    private void endSession(@Nullable ServiceResponse opened) {
        if (opened == null || !opened.isSuccess()) {
            return;
        }
        String cookies = SetCookies.of(opened).asSentBack(clock.instant());
        if (cookies.isEmpty()) {
            LOG.warn("A session that may have been opened upstream has no cookies and cannot be ended");
            return;
        }
        try {
            ServiceResponse response = client.callUnguarded(
                    api -> api.signOut(new UpstreamRequest(cookies, null, null, null, "")), LONGEST_SIGN_OUT);
            if (!response.isSuccess()) {
                LOG.warnf("A session that was opened upstream was not ended there: status %d", response.status());
            }
        } catch (ServiceUnavailable failure) {
            LOG.warnf("A session that was opened upstream was not ended there: %s", failure.getMessage());
        }
    }
}
