package dev.portcullis.http.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.portcullis.audit.reading.ReadAuditLog;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonPropertyOrder({"events", "next"})
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "AuditPage")
record AuditPageBody(
        @Schema(required = true, type = SchemaType.ARRAY, implementation = AuditEventBody.class)
        List<Map<String, Object>> events,

        @Schema(
                required = true,
                nullable = true,
                description = "The `cursor` of the next page; null when there are no more events.")
        @Nullable String next) {

    static AuditPageBody of(ReadAuditLog.Page page) {
        return new AuditPageBody(
                page.events().stream().map(AuditEventBody::of).toList(),
                page.next() == null ? null : Cursor.of(page.next()));
    }
}
