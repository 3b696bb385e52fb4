package dev.portcullis.http.audit;

import dev.portcullis.http.caller.RequestIds;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Streams a file while its content is read. The stream blocks for a slow client, so nothing accumulates in memory. After
 * the first bytes were sent, a failure aborts the connection: only this tells the client that the file is incomplete.
 */
public record Download(String fileName, String mediaType, HttpServerRequest request, Content content)
        implements StreamingOutput {
    private static final Logger LOG = Logger.getLogger(Download.class);

    /** What the file contains. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; may throw {@link UncheckedIOException} for an {@link IOException} of the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    public RestResponse<StreamingOutput> answer() {
        return ResponseBuilder.<StreamingOutput>ok(this, mediaType)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\"")
                .build();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try {
            writeContent(new OpenStream(out));
        } catch (IOException | RuntimeException failure) {
            if (!request.response().headWritten()) {
                throw failure;
            }
            log(failure);
            abort();
        }
    }

    private void writeContent(OutputStream out) throws IOException {
        try {
            content.writeTo(out);
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    /** Checks for a disconnected client, because the framework's stream silently accepts writes to a closed connection. */
    private final class OpenStream extends FilterOutputStream {
        OpenStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (request.response().closed()) {
                throw new ClosedChannelException();
            }
            out.write(bytes, offset, length);
        }
    }

    private void log(Exception failure) {
        String requestId = request.response().headers().get(RequestIds.HEADER);
        if (failure instanceof IOException) {
            LOG.debugf(failure, "The client aborted the download of %s (request %s)", fileName, requestId);
        } else {
            LOG.errorf(failure, "The download of %s failed (request %s)", fileName, requestId);
        }
    }

    /** Waits until the connection is closed; otherwise the framework would end the response as if it were complete. */
    private void abort() {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            Void closed = request.connection()
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
