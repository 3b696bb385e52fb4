package dev.portcullis.http.audit;

import dev.portcullis.audit.AuditRecord;
import java.io.Closeable;
import java.io.IOException;

/** Writes events one by one and buffers none. Closing it flushes the rest and leaves the stream open. */
public interface EventWriter extends Closeable {
    void write(AuditRecord event) throws IOException;
}
