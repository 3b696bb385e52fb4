package dev.portcullis.http.audit;

import dev.portcullis.audit.AuditRecord;
import java.io.Closeable;
import java.io.IOException;

/** Writes events one after the other and keeps none. Closing it writes what is left and leaves the stream open. */
public interface EventWriter extends Closeable {
    void write(AuditRecord event) throws IOException;
}
