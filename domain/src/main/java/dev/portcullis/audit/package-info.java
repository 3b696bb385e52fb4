/**
 * What happened, for those who must answer for it. Writing: the port {@link dev.portcullis.audit.AuditTrail} with
 * {@link dev.portcullis.audit.LoginPseudonyms}, which use cases reach by {@link dev.portcullis.audit.Attempts}; for what
 * reaches no use case {@link dev.portcullis.audit.RejectRequest}. Reading: {@link dev.portcullis.audit.ReadAuditLog} and
 * {@link dev.portcullis.audit.ExportAuditLog} over the ports {@link dev.portcullis.audit.AuditLog} and
 * {@link dev.portcullis.audit.Auditors}. Keeping: {@link dev.portcullis.audit.SealEvents},
 * {@link dev.portcullis.audit.VerifyAuditLog} and {@link dev.portcullis.audit.KeepAuditMonths} over the ports
 * {@link dev.portcullis.audit.SealStore}, {@link dev.portcullis.audit.SealKey}, {@link dev.portcullis.audit.AuditMonths}
 * and {@link dev.portcullis.audit.AuditGauges}. An event names people by id or in masked form and holds no password,
 * token, code, cookie or captcha answer.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
