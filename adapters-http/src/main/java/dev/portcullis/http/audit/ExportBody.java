package dev.portcullis.http.audit;

import dev.portcullis.audit.reading.AuditExport;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** An export whose body is still to be written. */
record ExportBody(AuditExport export, ExportFormat format, HttpServerRequest request) {
    /** The response, as a file download. */
    RestResponse<ExportBody> answer() {
        return ResponseBuilder.ok(this, format.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + format.fileName() + "\"")
                .build();
    }
}
