package dev.portcullis.rememberizer;

import dev.portcullis.http.passage.Carried;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Recorder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** The order of things that all calls have: announce, ask, read, conclude. Safe for use by many threads. */
final class AuditedCall {
    /** Makes the call with a head that is ready to be sent. */
    @FunctionalInterface
    interface Call {
        CompletionStage<RestResponse<byte[]>> on(RememberizerApi api, ForwardedHeaders head);
    }

    private final Upstream upstream;
    private final boolean forwardAddress;
    private final Clock clock;

    AuditedCall(Upstream upstream, boolean forwardAddress, Clock clock) {
        this.upstream = upstream;
        this.forwardAddress = forwardAddress;
        this.clock = clock;
    }

    /** Asks without leaving a trace. */
    ParsedReply ask(Belongings belongings, ForwardedHeaders otherwise, Call call) {
        ForwardedHeaders head = ForwardedHeaders.of(belongings, forwardAddress, otherwise);
        return ParsedReply.of(upstream.ask(() -> {}, api -> call.on(api, head)), clock);
    }

    /** Asks and records what comes of it. */
    <O> O decide(
            Belongings belongings,
            ForwardedHeaders otherwise,
            Call call,
            Function<ParsedReply, O> meaning,
            Recorder<O> recorder) {
        ForwardedHeaders head = ForwardedHeaders.of(belongings, forwardAddress, otherwise);
        return conclude(upstream.ask(recorder::announce, api -> call.on(api, head)), meaning, recorder);
    }

    /** The same; a session that was opened and cannot be let through is ended again. */
    <O> O open(
            Belongings belongings,
            ForwardedHeaders otherwise,
            Call call,
            Function<ParsedReply, O> meaning,
            Recorder<O> recorder) {
        ForwardedHeaders head = ForwardedHeaders.of(belongings, forwardAddress, otherwise);
        Reply reply = upstream.ask(recorder::announce, api -> call.on(api, head));
        try {
            return conclude(reply, meaning, recorder);
        } catch (RuntimeException notLetThrough) {
            if (reply.isSuccess()) {
                upstream.end(SetCookies.of(reply).asSentBack(clock.instant()));
            }
            throw notLetThrough;
        }
    }

    private <O> O conclude(Reply reply, Function<ParsedReply, O> meaning, Recorder<O> recorder) {
        O outcome = meaning.apply(ParsedReply.of(reply, clock));
        recorder.conclude(outcome);
        return outcome;
    }

    /** The body as the caller wrote it, with all that it has; from the values where there was no request. */
    static byte[] body(Belongings belongings, Map<String, String> otherwise) {
        Carried carried = Carried.of(belongings);
        return carried == null ? Json.bytes(otherwise) : carried.body().getBytes(StandardCharsets.UTF_8);
    }
}
