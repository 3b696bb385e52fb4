/**
 * How long audit events are kept. {@link dev.portcullis.audit.retention.ApplyAuditRetention} creates the partitions of the
 * coming months and drops those that are older than {@link dev.portcullis.audit.retention.AuditRetention} allows. Port:
 * {@link dev.portcullis.audit.retention.AuditLogStats}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit.retention;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
