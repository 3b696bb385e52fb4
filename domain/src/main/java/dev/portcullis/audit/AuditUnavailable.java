package dev.portcullis.audit;

/** The audit log cannot be written, so the operation must not happen. The caller should retry later. */
public final class AuditUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AuditUnavailable(Throwable cause) {
        super("the audit log cannot be written", cause);
    }
}
