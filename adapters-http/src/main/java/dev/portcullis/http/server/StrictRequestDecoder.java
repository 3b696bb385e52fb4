package dev.portcullis.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import io.vertx.ext.web.handler.HttpException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes HTTP/1.x requests and rejects those that a proxy in front of this server may read differently: as a request to
 * another host, or as one that ends at another byte (request smuggling, RFC 9112, 11.2). Vert.x's decoder, the
 * superclass, rejects a bare LF, a {@code Content-Length} that is no number or comes with a
 * {@code Transfer-Encoding}, and any {@code Transfer-Encoding} in HTTP/1.0. This decoder also rejects:
 *
 * <ul>
 *   <li>more than one {@code Host} (RFC 9112, 3.2), or one that differs from the host of the request target (3.2.2);
 *   <li>more than one {@code Content-Length}, also in HTTP/1.0 (6.3);
 *   <li>a {@code Transfer-Encoding} that does not end with one {@code chunked} (6.3), with 501 if only the codings before
 *       it are unknown (6.1);
 *   <li>obsolete line folding (5.2), a bare CR (2.2), and a request line that is not three words with single spaces (3);
 *   <li>a request target that is no URI reference (RFC 3986, 4.1), such as one with the escape {@code %zz};
 *   <li>a protocol other than {@code HTTP/<digit>.<digit>} (2.3), with 505 for another major version than 1;
 *   <li>the {@code Sec-WebSocket-Key1} of a draft of WebSocket that never became a standard: Netty takes eight bytes
 *       after such a request for its body.
 * </ul>
 *
 * <p>A rejected request is passed on as a request with a failed {@link DecoderResult}, without any client input; every
 * byte after it is dropped, since it is unknown where the next request begins. The server then answers and closes the
 * connection. One instance per connection, confined to its event loop.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    private static final Pattern VERSION = Pattern.compile("HTTP/([0-9])\\.([0-9])");
    private static final Pattern TARGET_HOST = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#]*).*");
    private static final String DRAFT_WEBSOCKET = "Sec-WebSocket-Key1";

    private boolean requestLineRead;
    private boolean inBody;
    private boolean refused;
    private int hosts;
    private int contentLengths;

    StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        if (refused) {
            bytes.skipBytes(bytes.readableBytes());
            return;
        }
        int before = out.size();
        try {
            if (!inBody) {
                checkLines(bytes);
            }
            super.decode(context, bytes, out);
            for (int i = before; i < out.size(); i++) {
                accept(out.get(i));
            }
        } catch (RuntimeException unreadable) {
            bytes.skipBytes(bytes.readableBytes());
            refuse(unreadable, before, out);
        }
    }

    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        if (refused) {
            bytes.skipBytes(bytes.readableBytes());
        } else {
            super.decodeLast(context, bytes, out);
        }
    }

    private void refuse(Throwable cause, int before, List<Object> out) {
        while (out.size() > before) {
            ReferenceCountUtil.release(out.remove(out.size() - 1));
        }
        DefaultFullHttpRequest unreadable = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                "/bad-request",
                Unpooled.EMPTY_BUFFER,
                HeadersMultiMap.httpHeaders(),
                HeadersMultiMap.httpHeaders());
        unreadable.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        unreadable.setDecoderResult(DecoderResult.failure(cause));
        out.add(unreadable);
        refused = true;
    }

    private void accept(Object part) {
        if (part instanceof HttpRequest request) {
            if (request.decoderResult().isFailure()) {
                throw asUnchecked(request.decoderResult().cause());
            }
            checkTarget(request.uri());
            checkHost(request);
            checkFraming(request);
            requestLineRead = false;
            inBody = true;
        } else if (part instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            // The server fails the current request; nothing after it can be read.
            refused = true;
        }
        if (part instanceof LastHttpContent) {
            inBody = false;
        }
    }

    /** Keeps the class of the cause, which decides the status of the response. */
    private static RuntimeException asUnchecked(Throwable cause) {
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalArgumentException(cause);
    }

    /**
     * Checks the raw lines of a head, which are no longer available after decoding. Each call sees the lines that were
     * incomplete in the last call: the decoder consumes every complete line at once.
     */
    private void checkLines(ByteBuf bytes) {
        int end = bytes.writerIndex();
        int start = bytes.readerIndex();
        boolean requestLine = !requestLineRead;
        if (requestLine) {
            // RFC 9112, 2.2: empty lines before a request line are ignored.
            start = bytes.forEachByte(start, end - start, c -> c == '\r' || c == '\n');
        }
        while (start >= 0 && start < end) {
            int lineFeed = bytes.indexOf(start, end, (byte) '\n');
            int lineEnd = lineFeed < 0 ? end : lineFeed;
            if (lineEnd > start && bytes.getByte(lineEnd - 1) == '\r') {
                lineEnd--;
            }
            if (lineEnd == start && lineFeed >= 0) {
                return;
            }
            if (requestLine) {
                checkRequestLine(bytes, start, lineEnd, lineFeed >= 0);
            } else {
                checkFieldLine(bytes, start, lineEnd);
            }
            requestLine = false;
            start = lineFeed < 0 ? end : lineFeed + 1;
        }
    }

    private static void checkRequestLine(ByteBuf bytes, int start, int end, boolean complete) {
        int spaces = 0;
        for (int i = start; i < end; i++) {
            byte c = bytes.getByte(i);
            if (c == ' ') {
                spaces++;
            } else if (c >= 0 && c < ' ' || c == 0x7f) {
                throw new IllegalArgumentException("a control character in the request line");
            }
        }
        if (spaces > 2 || complete && spaces < 2 || end > start && bytes.getByte(start) == ' ') {
            throw new IllegalArgumentException("not three words in the request line");
        }
    }

    private static void checkFieldLine(ByteBuf bytes, int start, int end) {
        if (end > start && (bytes.getByte(start) == ' ' || bytes.getByte(start) == '\t')) {
            throw new IllegalArgumentException("obsolete line folding");
        }
        if (bytes.indexOf(start, end, (byte) '\r') >= 0) {
            throw new IllegalArgumentException("a carriage return without a line feed");
        }
    }

    @Override
    protected HttpMessage createMessage(String[] requestLine) {
        requestLineRead = true;
        hosts = 0;
        contentLengths = 0;
        return new DefaultHttpRequest(
                version(requestLine[2]),
                HttpMethod.valueOf(requestLine[0]),
                requestLine[1],
                HeadersMultiMap.httpHeaders());
    }

    private static HttpVersion version(String text) {
        Matcher version = VERSION.matcher(text);
        if (!version.matches()) {
            throw new IllegalArgumentException("not a version of HTTP");
        }
        if (!version.group(1).equals("1")) {
            throw new HttpException(505, "a major version of HTTP other than 1");
        }
        // RFC 9110, 6.2: a higher minor version is treated as the highest supported one.
        return version.group(2).equals("0") ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    }

    /** Called once for each field line, before lines of the same name are merged. */
    @Override
    protected AsciiString splitHeaderName(byte[] bytes, int start, int length) {
        if (length == 0) {
            throw new IllegalArgumentException("a field without a name");
        }
        AsciiString name = super.splitHeaderName(bytes, start, length);
        if (HttpHeaderNames.HOST.contentEqualsIgnoreCase(name) && ++hosts > 1) {
            throw new IllegalArgumentException("more than one Host");
        }
        if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name) && ++contentLengths > 1) {
            throw new IllegalArgumentException("more than one Content-Length");
        }
        return name;
    }

    /** Quarkus checks it too, but its response lacks the security headers. */
    private static void checkTarget(String target) {
        try {
            new URI(target);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("a request target that is no URI reference", malformed);
        }
    }

    private static void checkHost(HttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST);
        Matcher target = TARGET_HOST.matcher(request.uri());
        if (host != null && target.matches() && !target.group(1).equalsIgnoreCase(host)) {
            throw new IllegalArgumentException("a Host other than the one of the request target");
        }
    }

    private static void checkFraming(HttpRequest request) {
        List<String> lines = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!lines.isEmpty()) {
            List<String> codings =
                    List.of(String.join(",", lines).toLowerCase(Locale.ROOT).split(",", -1));
            int last = codings.size() - 1;
            if (!isChunked(codings.get(last))
                    || codings.subList(0, last).stream().anyMatch(StrictRequestDecoder::isChunked)) {
                throw new IllegalArgumentException("a Transfer-Encoding that does not end with one chunked");
            }
            if (last > 0) {
                throw new HttpException(501, "a transfer coding other than chunked");
            }
        }
        if (request.headers().contains(DRAFT_WEBSOCKET)) {
            throw new IllegalArgumentException("a body that no header announces");
        }
    }

    /** Ignores spaces and tabs around a coding (RFC 9110, 5.6.3), and no other characters. */
    private static boolean isChunked(String coding) {
        return coding.replaceAll("^[ \t]+|[ \t]+$", "").equals("chunked");
    }
}
