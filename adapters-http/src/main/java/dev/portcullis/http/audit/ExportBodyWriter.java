package dev.portcullis.http.audit;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.http.caller.RequestIds;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Streams an export while it is read. The stream blocks for a slow client, so nothing accumulates in memory. After the
 * first bytes were sent, a failure aborts the connection: only this tells the client that the file is incomplete.
 */
@Provider
@Produces({"application/x-ndjson", "text/csv"})
final class ExportBodyWriter implements ServerMessageBodyWriter<ExportBody> {
    private static final Logger LOG = Logger.getLogger(ExportBodyWriter.class);

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == ExportBody.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == ExportBody.class;
    }

    @Override
    public void writeResponse(ExportBody body, Type generic, ServerRequestContext context) throws IOException {
        HttpServerRequest request = body.request();
        HttpServerResponse response = request.response();
        try {
            write(body, context.getOrCreateOutputStream(), response::closed);
        } catch (IOException | RuntimeException failure) {
            if (!response.headWritten()) {
                throw failure;
            }
            tell(failure, response.headers().get(RequestIds.HEADER));
            breakOff(request);
        }
    }

    private static void tell(Exception failure, String requestId) {
        if (failure instanceof IOException) {
            LOG.debugf(failure, "The client aborted an export of the audit log (request %s)", requestId);
        } else {
            LOG.errorf(failure, "An export of the audit log failed (request %s)", requestId);
        }
    }

    /** Waits until the connection is closed; otherwise the framework would end the response as if it were complete. */
    private static void breakOff(HttpServerRequest request) {
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

    @Override
    public void writeTo(
            ExportBody body,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        write(body, out, () -> false);
    }

    /** @throws IOException if the client does not read what is written */
    private static void write(ExportBody body, OutputStream out, BooleanSupplier callerLeft) throws IOException {
        EventWriter writer = body.format().open(out);
        try {
            body.export().forEach(event -> write(event, writer, callerLeft));
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        writer.close();
    }

    /** Checks for a disconnected client, because the stream silently accepts writes to a closed connection. */
    private static void write(AuditRecord event, EventWriter writer, BooleanSupplier callerLeft) {
        try {
            if (callerLeft.getAsBoolean()) {
                throw new ClosedChannelException();
            }
            writer.write(event);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
