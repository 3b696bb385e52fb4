package dev.portcullis.http.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portcullis.audit.AuditRecord;
import java.io.IOException;
import java.io.OutputStream;

/** Writes one JSON object per line; every line, including the last, ends with a newline. */
final class JsonLinesWriter implements EventWriter {
    /** A separate mapper, so that no setting of the application's mapper changes the format of events. */
    private static final ObjectWriter EVENT = JsonMapper.builder()
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .build()
            .writer();

    private final JsonGenerator json;

    JsonLinesWriter(OutputStream out) throws IOException {
        json = EVENT.getFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setRootValueSeparator(null);
    }

    @Override
    public void write(AuditRecord event) throws IOException {
        EVENT.writeValue(json, AuditEventBody.of(event));
        json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
