/**
 * What happened, for those who must answer for it. Writing: the port {@link dev.portcullis.audit.AuditWriter} with
 * {@link dev.portcullis.audit.LoginPseudonyms}, which use cases reach by {@link dev.portcullis.audit.Auditor}; for what
 * reaches no use case {@link dev.portcullis.audit.RejectRequest}. Reading: {@link dev.portcullis.audit.ReadAuditLog} and
 * {@link dev.portcullis.audit.ExportAuditLog} over the ports {@link dev.portcullis.audit.AuditReader} and
 * {@link dev.portcullis.audit.AuditAccess}. Keeping: {@link dev.portcullis.audit.seal.SealEvents},
 * {@link dev.portcullis.audit.seal.VerifyAuditLog} and {@link dev.portcullis.audit.retention.ApplyAuditRetention} over the ports
 * {@link dev.portcullis.audit.seal.SealStore}, {@link dev.portcullis.audit.seal.SealKey}, {@link dev.portcullis.audit.AuditPartitions}
 * and {@link dev.portcullis.audit.retention.AuditLogStats}. An event names people by id or in masked form and holds no password,
 * token, code, cookie or captcha answer.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
