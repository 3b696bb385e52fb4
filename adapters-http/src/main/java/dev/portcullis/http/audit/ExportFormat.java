package dev.portcullis.http.audit;

import java.io.IOException;
import java.io.OutputStream;

/** The forms in which the audit log leaves. */
public enum ExportFormat {
    /** A JSON object a line, each as in a page of the log: the form for machines, in which nothing is changed. */
    JSONL("application/x-ndjson", "audit.jsonl") {
        @Override
        public EventWriter open(OutputStream out) throws IOException {
            return new JsonLinesWriter(out);
        }
    },
    /** For spreadsheets: RFC 4180 with a line of names, in which no cell is taken for a formula. */
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

    /** A writer in UTF-8. For one thread. */
    public abstract EventWriter open(OutputStream out) throws IOException;
}
