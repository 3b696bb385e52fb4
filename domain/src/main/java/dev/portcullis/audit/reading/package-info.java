/**
 * Reading the audit log: {@link dev.portcullis.audit.reading.ReadAuditLog} by pages,
 * {@link dev.portcullis.audit.reading.ExportAuditLog} as a whole, {@link dev.portcullis.audit.reading.TailAuditLog} as it
 * grows. Ports: {@link dev.portcullis.audit.reading.AuditReader} and {@link dev.portcullis.audit.reading.AuditAccess}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit.reading;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
