package dev.portcullis.kernel;

/**
 * A text cannot become the value that it was offered for. Says why by a closed list, and never carries the text itself:
 * it may be a secret, and it may be an attack on whoever reads the log.
 */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Why a text was refused. The lower-case name is the {@code code} of a field error in an answer. */
    public enum Reason {
        REQUIRED,
        TOO_SHORT,
        TOO_LONG,
        MALFORMED,
        FORBIDDEN_CHARACTER
    }

    private final Reason reason;

    public InvalidValue(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
