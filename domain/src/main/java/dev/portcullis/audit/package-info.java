/**
 * What happened, for those who must answer for it. Ports: {@link dev.portcullis.audit.AuditTrail},
 * {@link dev.portcullis.audit.LoginPseudonyms}, {@link dev.portcullis.audit.AuditLog} and {@link dev.portcullis.audit.Auditors}. Use cases reach them by {@link dev.portcullis.audit.Attempts}. An event names people
 * by id or in masked form and holds no password, token, code, cookie or captcha answer.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
