package dev.portcullis.http.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** The export formats of the audit log. */
public enum ExportFormat {
    /** One JSON object per line, as in a page of the log: the format for programs, without changes to values. */
    JSONL("application/x-ndjson"),
    /** For spreadsheets: RFC 4180 with a header line, protected against formula injection. */
    CSV("text/csv; charset=utf-8; header=present");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    String fileName() {
        return "audit." + name().toLowerCase(Locale.ROOT);
    }

    /** Opens a writer in UTF-8. The writer is not thread-safe. */
    public EventWriter open(OutputStream out) throws IOException {
        return this == CSV ? new CsvWriter(out) : new JsonLinesWriter(out);
    }
}
