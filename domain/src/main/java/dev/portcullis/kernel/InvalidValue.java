package dev.portcullis.kernel;

/**
 * A text is not valid for a value type. Carries a reason from a closed list and never the text itself, which may be a
 * secret or an attack on the reader of a log.
 */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Why a text was rejected. The lower-case name is the {@code code} of a field error in a response. */
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

    /** Rejects a text for this reason if the condition holds. */
    public static void throwIf(boolean isInvalid, Reason reason) {
        if (isInvalid) {
            throw new InvalidValue(reason);
        }
    }

    public Reason reason() {
        return reason;
    }
}
