/**
 * The audit log. Use cases begin an {@link dev.portcullis.audit.AuditedOperation} at the
 * {@link dev.portcullis.audit.Auditor}, which writes one {@link dev.portcullis.audit.AuditEvent} with the outcome;
 * {@link dev.portcullis.audit.RejectRequest} records what does not reach a use case. {@link dev.portcullis.audit.AuditAction}
 * is the catalogue of actions, and {@link dev.portcullis.audit.AuditColumn} the list of columns. Port:
 * {@link dev.portcullis.audit.AuditWriter}. An event names people by id or in masked form and contains no password, token,
 * code, cookie or captcha answer.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
