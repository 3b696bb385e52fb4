package dev.portcullis.http.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.portcullis.audit.AuditRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV (RFC 4180) with a header line and every cell quoted.
 *
 * <p>Spreadsheets interpret a cell as a formula by its first character, quoted or not, and callers control user agents
 * and logins. So a {@code '} is put before every cell that could be a formula (OWASP, CSV Injection).
 */
final class CsvWriter implements EventWriter {
    private record Column(String name, Function<AuditEventBody, @Nullable String> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("id", AuditEventBody::id),
            new Column("occurred_at", AuditEventBody::occurredAt),
            new Column("action", AuditEventBody::action),
            new Column("type", AuditEventBody::type),
            new Column("outcome", AuditEventBody::outcome),
            new Column("reason", AuditEventBody::reason),
            new Column("account_id", AuditEventBody::accountId),
            new Column("session_id", AuditEventBody::sessionId),
            new Column("login_hash", AuditEventBody::loginHash),
            new Column("masked_login", AuditEventBody::maskedLogin),
            new Column("client_address", AuditEventBody::clientAddress),
            new Column("user_agent", AuditEventBody::userAgent),
            new Column("request_id", AuditEventBody::requestId),
            new Column("trace_id", AuditEventBody::traceId),
            new Column("replica", AuditEventBody::replica),
            new Column("attempt_id", AuditEventBody::attemptId),
            new Column(
                    "count",
                    event -> event.count() == null ? null : event.count().toString()));

    private static final CsvFactory CSV = new CsvFactory();

    private static final CsvSchema SCHEMA = schema();

    private final CsvGenerator csv;

    CsvWriter(OutputStream out) throws IOException {
        csv = CSV.createGenerator(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.setSchema(SCHEMA);
        csv.enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS);
        csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        csv.writeStartArray();
        for (Column column : COLUMNS) {
            csv.writeString(column.name());
        }
        csv.writeEndArray();
    }

    private static CsvSchema schema() {
        CsvSchema.Builder schema = CsvSchema.builder().setLineSeparator("\r\n");
        COLUMNS.forEach(column -> schema.addColumn(column.name()));
        return schema.build();
    }

    @Override
    public void write(AuditRecord event) throws IOException {
        AuditEventBody body = AuditEventBody.of(event);
        csv.writeStartArray();
        for (Column column : COLUMNS) {
            String value = column.value().apply(body);
            csv.writeString(value == null ? "" : FormulaGuard.guarded(value));
        }
        csv.writeEndArray();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
