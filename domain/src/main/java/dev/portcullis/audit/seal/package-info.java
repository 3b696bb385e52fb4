/**
 * Tamper evidence for the audit log. {@link dev.portcullis.audit.seal.SealEvents} signs a hash over the digests of each
 * range of events and chains the seals; {@link dev.portcullis.audit.seal.VerifyAuditLog} reports the first event that was changed or
 * deleted. {@link dev.portcullis.audit.seal.CanonicalEncoder} defines the bytes that a seal covers. Ports:
 * {@link dev.portcullis.audit.seal.SealStore} and {@link dev.portcullis.audit.seal.SealKey}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit.seal;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
