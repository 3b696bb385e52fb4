/**
 * What happened, for those who must answer for it. Ports: {@link dev.portcullis.audit.AuditTrail},
 * {@link dev.portcullis.audit.LoginPseudonyms}, {@link dev.portcullis.audit.AuditLog},
 * {@link dev.portcullis.audit.Auditors}, {@link dev.portcullis.audit.SealStore}, {@link dev.portcullis.audit.SealKey},
 * {@link dev.portcullis.audit.AuditMonths} and {@link dev.portcullis.audit.AuditGauges}. Use cases of other features
 * reach the trail by {@link dev.portcullis.audit.Attempts}. The log is kept by {@link dev.portcullis.audit.SealEvents},
 * {@link dev.portcullis.audit.KeepAuditMonths} and {@link dev.portcullis.audit.VerifyAuditLog}. An event names people by
 * id or in masked form and holds no password, token, code, cookie or captcha answer.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
