package dev.portcullis.http.audit;

import java.io.IOException;
import java.io.OutputStream;

/** The export formats of the audit log. */
public enum ExportFormat {
    /** One JSON object per line, as in a page of the log: the format for programs, without changes to values. */
    JSONL("application/x-ndjson", "audit.jsonl") {
        @Override
        public EventWriter open(OutputStream out) throws IOException {
            return new JsonLinesWriter(out);
        }
    },
    /** For spreadsheets: RFC 4180 with a header line, protected against formula injection. */
    CSV("text/csv; charset=utf-8; header=present", "audit.csv") {
        @Override
        public EventWriter open(OutputStream out) throws IOException {
            return new CsvWriter(out);
        }
    };

    private final String mediaType;
    private final String fileName;

    ExportFormat(String mediaType, String fileName) {
        this.mediaType = mediaType;
        this.fileName = fileName;
    }

    public String mediaType() {
        return mediaType;
    }

    public String fileName() {
        return fileName;
    }

    /** Opens a writer in UTF-8. The writer is not thread-safe. */
    public abstract EventWriter open(OutputStream out) throws IOException;
}
