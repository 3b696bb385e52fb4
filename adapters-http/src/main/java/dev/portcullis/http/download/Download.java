package dev.portcullis.http.download;

import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.server.ConnectionSettings;
import dev.portcullis.kernel.Overloaded;
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
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * Streams a file while its content is read. The stream blocks for a slow client, so nothing accumulates in memory. After
 * the first bytes were sent, a failure aborts the connection: only this tells the client that the file is incomplete.
 *
 * <p>The stream occupies a worker thread. So the time for which it waits for the client is limited by the size of the file
 * ({@link ConnectionSettings#downloadSpeed}), and the number of downloads by {@link Downloads}. Used by one thread.
 */
public final class Download {
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Download.class);

    private final Downloads downloads;
    private final Downloads.Kind kind;
    private final RoutingContext http;
    private final ConnectionSettings limits;
    private boolean hasPlace;

    Download(Downloads downloads, Downloads.Kind kind, RoutingContext http, ConnectionSettings limits) {
        this.downloads = downloads;
        this.kind = kind;
        this.http = http;
        this.limits = limits;
    }

    /** What the file contains. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; may throw {@link UncheckedIOException} for an {@link IOException} of the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * For a caller who may download: takes a place until the work for the request is done, also if that is after its
     * client has gone. Callers without access must not get here, because they could take all places. Does nothing the
     * second time.
     *
     * @throws Overloaded if there is no place
     */
    public void takePlace() {
        if (!hasPlace) {
            downloads.take(kind);
            hasPlace = true;
            CurrentRequestManager.get().registerCompletionCallback(done -> downloads.free(kind));
        }
    }

    /**
     * The response that sends the file.
     *
     * @throws IllegalStateException if it has no place
     */
    public RestResponse<StreamingOutput> answer(String fileName, String mediaType, Content content) {
        if (!hasPlace) {
            throw new IllegalStateException("a download without a place");
        }
        return ResponseBuilder.<StreamingOutput>ok(out -> write(out, fileName, content), mediaType)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\"")
                .build();
    }

    private void write(OutputStream out, String fileName, Content content) throws IOException {
        MeasuredStream stream = new MeasuredStream(out);
        long checks = http.vertx().setPeriodic(BETWEEN_CHECKS.toMillis(), tick -> stream.abortIfTooSlow());
        try {
            writeContent(stream, content);
        } catch (IOException | RuntimeException failure) {
            if (!http.response().headWritten()) {
                throw failure;
            }
            log(failure, fileName);
            // Until then, the framework would end the response as if it were complete.
            Void closed = abort().toCompletionStage().toCompletableFuture().join();
        } finally {
            http.vertx().cancelTimer(checks);
        }
    }

    private static void writeContent(OutputStream out, Content content) throws IOException {
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

    private void log(Exception failure, String fileName) {
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
