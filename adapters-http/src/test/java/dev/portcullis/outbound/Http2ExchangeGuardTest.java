package dev.portcullis.outbound;

import static dev.portcullis.outbound.GuardedCalls.assertIsOwn;
import static dev.portcullis.outbound.GuardedCalls.call;
import static dev.portcullis.outbound.GuardedCalls.guard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.outbound.ExchangeGuard.Reuse;
import dev.portcullis.outbound.GuardedCalls.Received;
import dev.portcullis.outbound.ServerFaults.Outcome;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** As {@link ExchangeGuardTest}, over HTTP/2, where each call is a stream of one connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2ExchangeGuardTest {
    private static final int MANY = 64;

    private final GuardedCalls calls = new GuardedCalls();
    private SelfSigned keys;

    @BeforeAll
    void makeKeys(@TempDir Path directory) throws Exception {
        keys = SelfSigned.in(directory);
    }

    @AfterAll
    void stop() throws Exception {
        calls.close();
    }

    @Test
    void keepsCallersApartOverHttp2() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        HttpClient client = calls.client(true, MANY);
        try (Http2Server server = new Http2Server(calls.vertx, keys, request -> {
            answers.incrementAndGet();
            request.exceptionHandler(failure -> {});
            request.response().exceptionHandler(failure -> {});
            scripted(request).accept(request.getHeader("X-Caller"));
        })) {
            for (int status = 100; status < 200; status++) {
                assertIsOwn(
                        call(client, guard(Reuse.NEVER), server.port(), status + "-a", GuardedCalls.DEADLINE)
                                .get(60, TimeUnit.SECONDS),
                        status == 101 ? Outcome.FAILED : Outcome.ANSWERED);
            }
            List<CompletableFuture<Received>> many = IntStream.range(0, MANY)
                    .mapToObj(i -> call(
                            client,
                            guard(Reuse.NEVER),
                            server.port(),
                            kind(i) + "-b" + i,
                            kind(i).equals("never") ? Duration.ofMillis(100) : GuardedCalls.DEADLINE))
                    .toList();
            for (int i = 0; i < MANY; i++) {
                assertIsOwn(
                        many.get(i).get(60, TimeUnit.SECONDS),
                        kind(i).equals("150") ? Outcome.ANSWERED : Outcome.FAILED);
            }
            assertThat(answers.get()).isEqualTo(100 + MANY);
            assertThat(server.connections()).as("connections").isEqualTo(1);
        }
    }

    /** What becomes of a call among many. */
    private static String kind(int number) {
        return List.of("150", "101", "end", "never").get(number % 4);
    }

    private static Consumer<String> scripted(HttpServerRequest request) {
        return caller -> {
            String kind = caller.substring(0, caller.indexOf('-'));
            switch (kind) {
                case "never" -> request.connection().closeHandler(closed -> {});
                case "end" -> writeInterim(request, "102", caller, true);
                default -> {
                    writeInterim(request, kind, caller, false);
                    writeInterim(request, kind, caller, false);
                    request.response()
                            .putHeader("Set-Cookie", "owner=" + caller)
                            .end("<" + caller + ">");
                }
            }
        };
    }

    /** Vert.x writes 100 and 103 alone. */
    private static void writeInterim(HttpServerRequest request, String status, String caller, boolean isEnd) {
        ChannelHandlerContext context = ((ConnectionBase) request.connection()).channelHandlerContext();
        Http2Headers headers = new DefaultHttp2Headers().status(status).add("set-cookie", "interim=" + caller);
        ((Http2ConnectionHandler) context.handler())
                .encoder()
                .writeHeaders(context, request.streamId(), headers, 0, isEnd, context.newPromise());
        context.flush();
    }
}
