/**
 * What happened, for those who must answer for it. Port: {@link dev.portcullis.audit.AuditTrail}. An event names people
 * by id or in masked form and holds no password, token, code, cookie or captcha answer.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
