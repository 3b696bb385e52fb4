/**
 * The audit log. A use case begins an {@link AuditedOperation}, which writes one event with its outcome. An event
 * names people by id or in masked form and contains no password, token, code, cookie or captcha answer.
 */
package dev.portcullis.audit;
