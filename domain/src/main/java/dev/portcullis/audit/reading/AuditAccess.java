package dev.portcullis.audit.reading;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Result;

/** Decides who may read the audit log. Thread-safe. Not called inside a unit of work. */
@FunctionalInterface
public interface AuditAccess {
    /**
     * Checks whether the holder of this token may read the audit log. The result is about the reader, and has no value.
     * Refuses with {@code NOT_AUTHENTICATED}, or with {@code NOT_ALLOWED} if the token is valid and its holder may not.
     */
    Result<Void> check(BearerToken token);
}
