package dev.portcullis.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Replaces Netty's {@code HttpClientCodec} on one HTTP/1.1 connection and passes on only responses to requests. Interim
 * responses are dropped. Bytes for which no request waits close the connection. A response after which the connection
 * may be out of step gets {@code Connection: close}, so that Vert.x closes it before it can be used for the next
 * request. Runs on the event loop of the connection.
 */
final class Http1ExchangeCodec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {
    private final boolean reusesConnection;
    private final boolean acceptsUnbounded;
    private final Consumer<String> report;

    /** True from the end of a request to the end of its response. */
    private boolean isAwaitingResponse;

    /** Once set, received bytes are dropped and nothing is sent; the connection is being closed. */
    private boolean isOutOfStep;

    /**
     * @param reusesConnection whether another exchange may follow if the connection is in step
     * @param acceptsUnbounded whether a response may end with the connection instead of after a declared length
     * @param report takes a description of surplus bytes, for the log
     */
    Http1ExchangeCodec(
            HttpDecoderConfig config, boolean reusesConnection, boolean acceptsUnbounded, Consumer<String> report) {
        this.reusesConnection = reusesConnection;
        this.acceptsUnbounded = acceptsUnbounded;
        this.report = report;
        init(new Decoder(config), new Encoder());
    }

    private final class Encoder extends HttpRequestEncoder {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            if (isOutOfStep) {
                ReferenceCountUtil.release(message);
                throw new ClosedChannelException();
            }
            if (message instanceof LastHttpContent) {
                isAwaitingResponse = true;
            }
            super.write(context, message, promise);
        }
    }

    private final class Decoder extends HttpResponseDecoder {
        /** The final response that is being read; null before its head and after its end. */
        private @Nullable HttpResponse response;

        private boolean isInterim;
        private boolean hasForbiddenBody;

        private Decoder(HttpDecoderConfig config) {
            super(config);
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            if (!isAwaitingResponse || isOutOfStep) {
                drop(in);
                closeAsOutOfStep(context);
                return;
            }
            List<Object> parts = new ArrayList<>();
            super.decode(context, in, parts);
            for (Object part : parts) {
                if (isForTheRequest(part)) {
                    out.add(part);
                } else {
                    ReferenceCountUtil.release(part);
                }
                if (part instanceof LastHttpContent && response != null) {
                    end(response, in);
                    response = null;
                }
            }
        }

        private void closeAsOutOfStep(ChannelHandlerContext context) {
            if (!isOutOfStep) {
                isOutOfStep = true;
                report.accept("bytes that no request asked for");
                context.close();
            }
        }

        /** Whether this is a part of the final response; remembers its head. */
        private boolean isForTheRequest(Object part) {
            if (part instanceof HttpResponse head) {
                boolean isReadable = head.decoderResult().isSuccess();
                isInterim = isReadable && isInterim(head);
                response = isInterim ? null : head;
            }
            return !isInterim;
        }

        private void end(HttpResponse ended, ByteBuf in) {
            isAwaitingResponse = false;
            if (in.isReadable()) {
                drop(in);
                report.accept("bytes after the end of a response");
                hasForbiddenBody = true;
            }
            if (hasForbiddenBody || !reusesConnection) {
                ended.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }

        private static void drop(ByteBuf in) {
            in.skipBytes(in.readableBytes());
        }

        private static boolean isInterim(HttpResponse response) {
            return response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }

        /**
         * Called once with each complete head, before it is interpreted. An exception makes the response invalid.
         */
        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            HttpResponse head = (HttpResponse) message;
            int status = head.status().code();
            boolean declaresBody = declaresBody(head.headers());
            requireReliableLength(head.headers());
            if (isInterim(head)) {
                // RFC 9110, 15.2.2: only the client can request another protocol.
                require(status != HttpResponseStatus.SWITCHING_PROTOCOLS.code(), "a switch of protocols");
                // RFC 9110, 8.6, and RFC 9112, 6.1: they have no body, so the bytes that follow are unpredictable.
                require(!declaresBody, "an interim response with a body");
                return true;
            }
            if (super.isContentAlwaysEmpty(head)) {
                hasForbiddenBody = status == HttpResponseStatus.NO_CONTENT.code() && declaresBody;
                return true;
            }
            require(acceptsUnbounded || isBounded(head.headers()), "a response without a declared length");
            return false;
        }

        private static boolean isBounded(HttpHeaders headers) {
            return headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                    || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
        }

        private static boolean declaresBody(HttpHeaders headers) {
            return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                    || headers.getAll(HttpHeaderNames.CONTENT_LENGTH).stream()
                            .anyMatch(length -> !length.strip().equals("0"));
        }

        /**
         * RFC 9112, 6.3: with both lengths, one response may be read as two (response splitting). Codings other than
         * {@code chunked} are never requested. Netty rejects different content lengths.
         */
        private static void requireReliableLength(HttpHeaders headers) {
            List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
            if (!codings.isEmpty()) {
                require(
                        codings.size() == 1
                                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                                        codings.get(0).strip()),
                        "an unknown transfer coding");
                require(!headers.contains(HttpHeaderNames.CONTENT_LENGTH), "a response with two lengths");
            }
        }

        private static void require(boolean isMet, String what) {
            if (!isMet) {
                throw new IllegalArgumentException(what);
            }
        }

        /** Rejected above. */
        @Override
        protected boolean isSwitchingToNonHttp1Protocol(HttpResponse switching) {
            return false;
        }
    }
}
