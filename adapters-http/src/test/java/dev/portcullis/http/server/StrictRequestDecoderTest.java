package dev.portcullis.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as they come in, with {@code |} for each CRLF. */
class StrictRequestDecoderTest {
    private static final String NEXT = "GET /next HTTP/1.1|Host: a||";

    /** What one connection carried, as the server sees it. */
    private static final class Connection {
        private final EmbeddedChannel channel = new EmbeddedChannel(new StrictRequestDecoder(new HttpServerOptions()));
        private final List<HttpRequest> requests = new ArrayList<>();
        private final StringBuilder bodies = new StringBuilder();
        private int ended;

        @CanIgnoreReturnValue
        Connection receive(String text) {
            channel.writeInbound(Unpooled.copiedBuffer(text.replace("|", "\r\n").getBytes(ISO_8859_1)));
            for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
                if (part instanceof HttpRequest request) {
                    requests.add(request);
                }
                if (part instanceof HttpContent content) {
                    bodies.append(content.content().toString(ISO_8859_1));
                }
                if (part instanceof LastHttpContent) {
                    ended++;
                }
                boolean freed = ReferenceCountUtil.release(part);
            }
            return this;
        }

        Connection receiveByteByByte(String text) {
            for (char c : text.replace("|", "\r\n").toCharArray()) {
                receive(String.valueOf(c));
            }
            return this;
        }

        List<String> targets() {
            return requests.stream().map(HttpRequest::uri).toList();
        }
    }

    private static void assertRefused(Connection connection) {
        assertThat(connection.requests).hasSize(1);
        HttpRequest refused = connection.requests.get(0);
        assertThat(refused.decoderResult().isFailure()).isTrue();
        assertThat(refused.uri()).isEqualTo("/bad-request");
        assertThat(refused.headers().entries()).hasSize(1);
        assertThat(refused.headers().get("Connection")).isEqualTo("close");
        assertThat(connection.ended).isEqualTo(1);
        assertThat(connection.channel.finishAndReleaseAll()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Host
                "GET / HTTP/1.1|Host: a|Host: a||",
                "GET / HTTP/1.1|Host: a|host: b||",
                "GET / HTTP/1.1|Host: a|HOST:||",
                "GET / HTTP/1.0|Host: a|Host: b||",
                "GET http://b/ HTTP/1.1|Host: a||",
                "GET http://u@b?c HTTP/1.1|Host: a||",
                // Transfer-Encoding
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: xchunked||5|hello|0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: identity||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding:||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, gzip||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, chunked||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: gzip||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding:||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked,||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked;q=1||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: \"chunked\"||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: \u000bchunked||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked\u000b||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding : chunked||0||",
                "POST / HTTP/1.0|Host: a|Transfer-Encoding: chunked||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 5||0||",
                "POST / HTTP/1.1|Host: a|Content-Length: 5|Transfer-Encoding: chunked||0||",
                "POST / HTTP/1.1|Host: a|Content-Length: 5|Transfer-Encoding: xchunked||hello",
                // Content-Length
                "POST / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 6||hello",
                "POST / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 5||hello",
                "POST / HTTP/1.0|Host: a|Content-Length: 5|Content-Length: 6||hello",
                "POST / HTTP/1.0|Host: a|Content-Length: 5|content-length: 0||hello",
                "POST / HTTP/1.1|Host: a|Content-Length: 5, 6||hello",
                "POST / HTTP/1.1|Host: a|Content-Length: 5, 5||hello",
                "POST / HTTP/1.1|Host: a|Content-Length: +5||hello",
                "POST / HTTP/1.1|Host: a|Content-Length: -5||hello",
                "POST / HTTP/1.1|Host: a|Content-Length: 0x5||hello",
                "POST / HTTP/1.1|Host: a|Content-Length: 5 5||hello",
                "POST / HTTP/1.1|Host: a|Content-Length:||hello",
                "POST / HTTP/1.1|Host: a|Content-Length: 99999999999999999999||hello",
                "POST / HTTP/1.1|Host: a|Content-Length : 5||hello",
                // Lines
                "GET / HTTP/1.1|Host: a|X: b| folded||",
                "GET / HTTP/1.1|Host: a|X: b|\tfolded||",
                "GET / HTTP/1.1|Host: a|Content-Length:| 5||hello",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding:| chunked||0||",
                "GET / HTTP/1.1|Host: a|X: b| Content-Length: 5||hello",
                "GET / HTTP/1.1| Host: a||",
                "GET / HTTP/1.1\nHost: a||",
                "GET / HTTP/1.1|Host: a\n|",
                "GET / HTTP/1.1|Host: a|X: b\nContent-Length: 5||hello",
                "GET / HTTP/1.1|Host: a|\n",
                "GET / HTTP/1.1|Host: a|X: b\rContent-Length: 5||hello",
                "GET / HTTP/1.1|Host: a|X: b\r\r\n||",
                "GET / HTTP/1.1|Host: a|\rX: b||",
                "GET / HTTP/1.1|Host: a|X: \u0000||",
                "GET / HTTP/1.1|Host: a|no colon||",
                "GET / HTTP/1.1|Host: a|: no name||",
                "GET / HTTP/1.1|Host: a|X Y: b||",
                // Request line
                "GET / <B>/1.1|Host: a||",
                "GET / http/1.1|Host: a||",
                "GET / HTTP/1.1a|Host: a||",
                "GET / HTTP/11|Host: a||",
                "GET / HTTP/2.0|Host: a||",
                "GET / HTTP/0.9|Host: a||",
                "GET /||",
                "GET||",
                "GET / a HTTP/1.1|Host: a||",
                "GET  / HTTP/1.1|Host: a||",
                "GET /  HTTP/1.1|Host: a||",
                " GET / HTTP/1.1|Host: a||",
                "GET / HTTP/1.1 |Host: a||",
                "GET\t/ HTTP/1.1|Host: a||",
                "GET /\u000b HTTP/1.1|Host: a||",
                "GET /\rHTTP/1.1|Host: a||",
                "G(T / HTTP/1.1|Host: a||",
                "GET /%zz HTTP/1.1|Host: a||",
                "GET /% HTTP/1.1|Host: a||",
                "GET /{} HTTP/1.1|Host: a||",
                // A body that no header announces
                "GET / HTTP/1.1|Host: a|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Key1:"
                        + " 1|Sec-WebSocket-Key2: 2||"
            })
    void refusesWhatAnotherServerMayReadOtherwiseAndAllThatFollows(String request) {
        assertRefused(new Connection().receive(request + NEXT).receive(NEXT));
        assertRefused(new Connection().receiveByteByByte(request + NEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /a HTTP/1.1|Host: a|Content-Length: 5||hello",
                "POST /a HTTP/1.0|Host: a|Content-Length: 5|Connection: keep-alive||hello",
                "POST /a HTTP/1.1|Host: a|Transfer-Encoding: chunked||5|hello|0||",
                "POST /a HTTP/1.1|Host: a|Transfer-Encoding:  Chunked \t||2|he|3|llo|0|X: trailer| folded||",
                "POST /a HTTP/1.2|Host: a|Content-Length: 5||hello",
                "||POST /a HTTP/1.1|Host:a|content-length:5||hello",
                "POST /a HTTP/1.1|Host: a|X:|Y: \t b c \t|X: \u00e6|Content-Length: 5||hello"
            })
    void readsWhatIsReadAlikeEverywhereAndTheRequestAfterIt(String request) {
        for (Connection connection :
                List.of(new Connection().receive(request + NEXT), new Connection().receiveByteByByte(request + NEXT))) {
            assertThat(connection.requests).allMatch(one -> one.decoderResult().isSuccess());
            assertThat(connection.targets()).containsExactly("/a", "/next");
            assertThat(connection.bodies.toString()).isEqualTo("hello");
            assertThat(connection.ended).isEqualTo(2);
            assertThat(connection.channel.finishAndReleaseAll()).isFalse();
        }
    }

    /** RFC 9110, 6.2. */
    @Test
    void readsAHigherMinorVersionAsTheHighestThatItKnows() {
        assertThat(new Connection().receive("GET / HTTP/1.9|Host: a||").requests)
                .extracting(HttpRequest::protocolVersion)
                .containsExactly(HttpVersion.HTTP_1_1);
    }

    /** RFC 9112, 3.2.2: a target with a host is taken, and names the same host. */
    @Test
    void takesATargetWithTheSameHost() {
        assertThat(new Connection()
                        .receive("GET http://a.example:81/b HTTP/1.1|Host: A.example:81||")
                        .targets())
                .containsExactly("http://a.example:81/b");
    }

    @Test
    void readsNothingAfterAChunkThatIsNone() {
        Connection connection = new Connection()
                .receive("POST /a HTTP/1.1|Host: a|Transfer-Encoding: chunked||xyz|" + NEXT)
                .receive(NEXT);

        assertThat(connection.targets()).containsExactly("/a");
    }
}
