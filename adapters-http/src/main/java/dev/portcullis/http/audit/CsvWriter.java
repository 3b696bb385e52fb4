package dev.portcullis.http.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.portcullis.audit.AuditColumn;
import dev.portcullis.audit.AuditRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/**
 * Writes CSV (RFC 4180) with a header line and every cell quoted.
 *
 * <p>Spreadsheets interpret a cell as a formula by its first character, quoted or not, and callers control user agents
 * and logins. So a {@code '} is put before every cell that could be a formula (OWASP, CSV Injection).
 */
final class CsvWriter implements EventWriter {
    private static final CsvFactory CSV = new CsvFactory();

    private static final CsvSchema SCHEMA = schema();

    private final CsvGenerator csv;

    CsvWriter(OutputStream out) throws IOException {
        csv = CSV.createGenerator(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.setSchema(SCHEMA);
        csv.enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS);
        csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        csv.writeStartArray();
        for (AuditColumn column : AuditColumn.values()) {
            csv.writeString(column.columnName());
        }
        csv.writeEndArray();
    }

    private static CsvSchema schema() {
        CsvSchema.Builder schema = CsvSchema.builder().setLineSeparator("\r\n");
        for (AuditColumn column : AuditColumn.values()) {
            schema = schema.addColumn(column.columnName());
        }
        return schema.build();
    }

    @Override
    public void write(AuditRecord event) throws IOException {
        csv.writeStartArray();
        for (AuditColumn column : AuditColumn.values()) {
            Object value = column.value(event);
            csv.writeString(value == null ? "" : FormulaGuard.guarded(AuditEventBody.text(value)));
        }
        csv.writeEndArray();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
