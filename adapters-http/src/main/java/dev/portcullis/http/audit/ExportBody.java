package dev.portcullis.http.audit;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.reading.AuditExport;
import dev.portcullis.http.caller.RequestIds;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Streams an export while it is read. The stream blocks for a slow client, so nothing accumulates in memory. After the
 * first bytes were sent, a failure aborts the connection: only this tells the client that the file is incomplete.
 */
record ExportBody(AuditExport export, ExportFormat format, HttpServerRequest request) implements StreamingOutput {
    private static final Logger LOG = Logger.getLogger(ExportBody.class);

    RestResponse<StreamingOutput> answer() {
        return ResponseBuilder.<StreamingOutput>ok(this, format.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + format.fileName() + "\"")
                .build();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try {
            writeEvents(out);
        } catch (IOException | RuntimeException failure) {
            if (!request.response().headWritten()) {
                throw failure;
            }
            log(failure);
            abort();
        }
    }

    private void writeEvents(OutputStream out) throws IOException {
        EventWriter writer = format.open(out);
        try {
            export.forEach(event -> write(event, writer));
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        writer.close();
    }

    /** Checks for a disconnected client, because the stream silently accepts writes to a closed connection. */
    private void write(AuditRecord event, EventWriter writer) {
        try {
            if (request.response().closed()) {
                throw new ClosedChannelException();
            }
            writer.write(event);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void log(Exception failure) {
        String requestId = request.response().headers().get(RequestIds.HEADER);
        if (failure instanceof IOException) {
            LOG.debugf(failure, "The client aborted an export of the audit log (request %s)", requestId);
        } else {
            LOG.errorf(failure, "An export of the audit log failed (request %s)", requestId);
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
