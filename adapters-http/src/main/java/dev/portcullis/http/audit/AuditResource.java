package dev.portcullis.http.audit;

import static dev.portcullis.http.problem.ProblemCode.FORBIDDEN;
import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.VALIDATION_FAILED;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.reading.AuditExport;
import dev.portcullis.audit.reading.ExportAuditLog;
import dev.portcullis.audit.reading.ReadAuditLog;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.download.Download;
import dev.portcullis.http.download.Downloads;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.kernel.Result;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/admin/audit/")
@Singleton
@Tag(name = "audit")
@Problems({VALIDATION_FAILED, NOT_AUTHENTICATED, FORBIDDEN})
class AuditResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;
    private final Downloads downloads;

    AuditResource(UseCases useCases, AccessTokenExtractor proof, CallerContextFactory callers, Downloads downloads) {
        this.useCases = useCases;
        this.proof = proof;
        this.callers = callers;
        this.downloads = downloads;
    }

    @JsonPropertyOrder({"events", "next"})
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AuditPage")
    record PageBody(
            @Schema(required = true, type = SchemaType.ARRAY, implementation = AuditEventBody.class)
            List<Map<String, Object>> events,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "The `cursor` of the next page; null when there are no more events.")
            @Nullable String next) {

        static PageBody of(ReadAuditLog.Page page) {
            return new PageBody(
                    page.events().stream().map(AuditEventBody::of).toList(),
                    page.next() == null ? null : Cursor.of(page.next()));
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "readAuditLog", summary = "Read a page of the audit log, as an auditor")
    @Parameter(ref = "from")
    @Parameter(ref = "until")
    @Parameter(ref = "type")
    @Parameter(ref = "outcome")
    @Parameter(ref = "account")
    @Parameter(ref = "session")
    @Parameter(ref = "address")
    @Parameter(
            name = "order",
            in = ParameterIn.QUERY,
            description = "The order of events.",
            schema =
                    @Schema(
                            enumeration = {"newest", "oldest"},
                            defaultValue = "newest"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Maximum number of events.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The `next` of the previous page, with the same filters and order.",
            schema = @Schema(implementation = String.class))
    @APIResponseSchema(
            value = PageBody.class,
            responseCode = "200",
            responseDescription = "Events that match the filters. The read itself is recorded as an event.")
    public RestResponse<PageBody> read(@Context RoutingContext http) {
        AuditQuery.Page asked = AuditQuery.page(http);
        Result<ReadAuditLog.Page> page = useCases.readAuditLog()
                .execute(new ReadAuditLog.Command(
                        proof.of(http.request()),
                        asked.filter(),
                        asked.order(),
                        asked.after(),
                        asked.limit(),
                        callers.of(http)));
        Responses.requireDone(http, page);
        return RestResponse.ok(PageBody.of(page.value()));
    }

    @GET
    @Path("export/")
    @Audited(AuditAction.READ_AUDIT)
    // Also text/csv, but with two media types the framework would look for a writer of RestResponse itself.
    @Produces("application/x-ndjson")
    @Operation(
            operationId = "exportAuditLog",
            summary = "Export the audit log, as an auditor",
            description = "Oldest event first. Events that are added after the request are not included. An export "
                    + "that fails ends without the last chunk of the chunked encoding, which clients report as "
                    + "an error.")
    @Parameter(ref = "from")
    @Parameter(ref = "until")
    @Parameter(ref = "type")
    @Parameter(ref = "outcome")
    @Parameter(ref = "account")
    @Parameter(ref = "session")
    @Parameter(ref = "address")
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            enumeration = {"jsonl", "csv"},
                            defaultValue = "jsonl"))
    @APIResponse(
            responseCode = "200",
            description = "All events that match the filters.",
            headers =
                    @Header(
                            name = HttpHeaders.CONTENT_DISPOSITION,
                            required = true,
                            description = "A file name.",
                            schema = @Schema(implementation = String.class)),
            content = {
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(type = SchemaType.STRING, description = "One `AuditEvent` per line.")),
                @Content(
                        mediaType = "text/csv",
                        schema =
                                @Schema(
                                        type = SchemaType.STRING,
                                        description =
                                                "The fields of `AuditEvent`, with a header line (RFC 4180). Cells that"
                                                        + " a spreadsheet could interpret as formulas begin with `'`."))
            })
    public RestResponse<StreamingOutput> export(@Context RoutingContext http) {
        AuditQuery.Export asked = AuditQuery.export(http);
        CallerContext caller = callers.of(http);
        Download download = downloads.prepare(AuditAction.READ_AUDIT, caller, http);
        Result<AuditExport> result = useCases.exportAuditLog()
                .execute(new ExportAuditLog.Command(
                        proof.of(http.request()), asked.filter(), caller, download::takePlace));
        Responses.requireDone(http, result);
        ExportFormat format = asked.format();
        return download.answer(format.fileName(), format.mediaType(), out -> write(result.value(), format.open(out)));
    }

    private static void write(AuditExport export, EventWriter writer) throws IOException {
        export.forEach(event -> {
            try {
                writer.write(event);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
        writer.close();
    }
}
