package dev.portcullis.http.audit;

import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.route.Streamed;
import dev.portcullis.http.server.ConnectionSettings;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Streams a file while its content is read. The stream blocks for a slow client, so nothing accumulates in memory. After
 * the first bytes were sent, a failure aborts the connection: only this tells the client that the file is incomplete.
 *
 * <p>The stream occupies a worker thread. So the time for which it waits for the client is limited by the size of the file
 * ({@link ConnectionSettings#downloadSpeed}), and the number of downloads by {@link Streamed}.
 */
public record Download(
        String fileName, String mediaType, RoutingContext http, ConnectionSettings limits, Content content)
        implements StreamingOutput {
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

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
        MeasuredStream stream = new MeasuredStream(out);
        long checks = http.vertx().setPeriodic(BETWEEN_CHECKS.toMillis(), tick -> stream.abortIfTooSlow());
        try {
            writeContent(stream);
        } catch (IOException | RuntimeException failure) {
            if (!http.response().headWritten()) {
                throw failure;
            }
            log(failure);
            // Until then, the framework would end the response as if it were complete.
            Void closed = abort().toCompletionStage().toCompletableFuture().join();
        } finally {
            http.vertx().cancelTimer(checks);
        }
    }

    private void writeContent(OutputStream out) throws IOException {
        try {
            content.writeTo(out);
            // Otherwise the framework would wait for the client when nothing checks the speed any more.
            out.flush();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    /**
     * Measures how long the client keeps the stream waiting. Also checks for a disconnected client, because the framework's
     * stream silently accepts writes to a closed connection.
     */
    private final class MeasuredStream extends FilterOutputStream {
        private final long maximum = limits.uptake().toNanos();
        private final long nanosPerByte = TimeUnit.SECONDS.toNanos(1) / limits.downloadSpeed();

        /** How long the client may keep the stream waiting, in nanoseconds. Each byte adds to it. */
        private long patience = maximum;

        private volatile long latest;
        private volatile boolean isWaiting;

        MeasuredStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            waitFor(length, () -> out.write(bytes, offset, length));
        }

        @Override
        public void flush() throws IOException {
            waitFor(0, out::flush);
        }

        private void waitFor(int bytes, Writing writing) throws IOException {
            if (http.response().closed() || patience < 0) {
                throw new ClosedChannelException();
            }
            long start = System.nanoTime();
            latest = start + patience;
            isWaiting = true;
            writing.run();
            isWaiting = false;
            patience = Math.min(maximum, patience - (System.nanoTime() - start) + bytes * nanosPerByte);
        }

        /** Called by an event loop, while the stream waits. */
        void abortIfTooSlow() {
            if (isWaiting && System.nanoTime() - latest > 0) {
                Future<Void> unused = abort();
            }
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void log(Exception failure) {
        String requestId = http.response().headers().get(RequestIds.HEADER);
        if (failure instanceof IOException) {
            LOG.debugf(
                    failure, "The client aborted the download of %s or was too slow (request %s)", fileName, requestId);
        } else {
            LOG.errorf(failure, "The download of %s failed (request %s)", fileName, requestId);
        }
    }

    private Future<Void> abort() {
        HttpServerRequest request = http.request();
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
            return Future.succeededFuture();
        }
        return request.connection().close();
    }
}
