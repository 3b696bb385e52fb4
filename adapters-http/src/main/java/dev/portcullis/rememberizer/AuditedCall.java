package dev.portcullis.rememberizer;

import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.http.upstream.UpstreamRequest;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Result;
import dev.portcullis.outbound.ServiceResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Calls the upstream with what the caller's request carries, and leaves the response for the caller. Thread-safe.
 */
final class AuditedCall {
    /** Makes the call with these header fields. */
    @FunctionalInterface
    interface Call {
        CompletionStage<RestResponse<byte[]>> on(RememberizerApi api, ForwardedHeaders headers);
    }

    private final Upstream upstream;
    private final UpstreamExchange exchange;
    private final boolean forwardAddress;
    private final Clock clock;

    AuditedCall(Upstream upstream, UpstreamExchange exchange, boolean forwardAddress, Clock clock) {
        this.upstream = upstream;
        this.exchange = exchange;
        this.forwardAddress = forwardAddress;
        this.clock = clock;
    }

    /** Calls without an audit event and without leaving the response for the caller. */
    ParsedReply ask(ForwardedHeaders otherwise, Call call) {
        ForwardedHeaders headers = headers(otherwise);
        return ParsedReply.of(upstream.ask(() -> {}, api -> call.on(api, headers)), clock);
    }

    /** As {@link #ask}, and leaves the response for the caller. */
    <T> Result<T> relay(ForwardedHeaders otherwise, Call call, Function<ParsedReply, Result<T>> meaning) {
        ParsedReply parsed = ask(otherwise, call);
        exchange.relay(parsed.response());
        return meaning.apply(parsed);
    }

    /** Lets the upstream decide. */
    <T> Decision<T> decide(ForwardedHeaders otherwise, Call call, Function<ParsedReply, Result<T>> meaning) {
        return new Attempt<>(headers(otherwise), call, meaning).decision();
    }

    /** As {@link #decide}; a session that was opened is ended again if the result cannot be recorded. */
    <T> Decision<T> open(ForwardedHeaders otherwise, Call call, Function<ParsedReply, Result<T>> meaning) {
        Attempt<T> attempt = new Attempt<>(headers(otherwise), call, meaning);
        return attempt.decision().undoneBy(attempt::endSession);
    }

    private ForwardedHeaders headers(ForwardedHeaders otherwise) {
        return exchange.request()
                .map(request -> ForwardedHeaders.of(request, forwardAddress))
                .orElse(otherwise);
    }

    /** The body as the caller wrote it, with unknown members; made of these values if there is no request. */
    byte[] body(Map<String, String> otherwise) {
        return exchange.request()
                .map(UpstreamRequest::body)
                .map(body -> body.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> Json.bytes(otherwise));
    }

    /** One call whose outcome is audited. Used once, by one thread. */
    private final class Attempt<T> {
        private final ForwardedHeaders headers;
        private final Call call;
        private final Function<ParsedReply, Result<T>> meaning;
        private @Nullable ServiceResponse reply;

        Attempt(ForwardedHeaders headers, Call call, Function<ParsedReply, Result<T>> meaning) {
            this.headers = headers;
            this.call = call;
            this.meaning = meaning;
        }

        Decision<T> decision() {
            return Decision.remote(this::call);
        }

        private Result<T> call(Runnable announcement) {
            ServiceResponse received = upstream.ask(announcement, api -> call.on(api, headers));
            reply = received;
            ParsedReply parsed = ParsedReply.of(received, clock);
            exchange.relay(parsed.response());
            return meaning.apply(parsed);
        }

        void endSession() {
            if (reply != null && reply.isSuccess()) {
                upstream.end(SetCookies.of(reply).asSentBack(clock.instant()));
            }
        }
    }
}
