/**
 * Tamper evidence for the audit log. {@link SealEvents} signs a hash over the digests of each range of
 * events and chains the seals; {@link VerifyAuditLog} reports the first event that was changed or deleted.
 */
package dev.portcullis.audit.seal;
