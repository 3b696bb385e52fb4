package dev.portcullis.outbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Skips interim responses of HTTP/2 (RFC 9113, 8.1), of which Vert.x knows only 100 and 103. A stream fails if it has a
 * 101, which HTTP/2 does not know (8.6), or if an interim response ends it.
 */
final class Http2InterimResponses extends Http2FrameListenerDecorator {
    Http2InterimResponses(Http2FrameListener listener) {
        super(listener);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean isEnd)
            throws Http2Exception {
        if (!isInterim(stream, headers, isEnd)) {
            super.onHeadersRead(context, stream, headers, padding, isEnd);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean isExclusive,
            int padding,
            boolean isEnd)
            throws Http2Exception {
        if (!isInterim(stream, headers, isEnd)) {
            super.onHeadersRead(context, stream, headers, dependency, weight, isExclusive, padding, isEnd);
        }
    }

    private static boolean isInterim(int stream, Http2Headers headers, boolean isEnd) throws Http2Exception {
        CharSequence status = headers.status();
        if (status == null || HttpStatusClass.valueOf(status) != HttpStatusClass.INFORMATIONAL) {
            return false;
        }
        if (isEnd || HttpResponseStatus.SWITCHING_PROTOCOLS.codeAsText().contentEquals(status)) {
            throw Http2Exception.streamError(stream, Http2Error.PROTOCOL_ERROR, "an invalid interim response");
        }
        return true;
    }
}
