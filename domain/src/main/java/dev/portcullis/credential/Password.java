package dev.portcullis.credential;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.Unicode;

/**
 * A password exactly as it was sent: not trimmed, not folded, not normalised, never cut (ASVS 5.0, 6.2.8). Counted in
 * code points; up to {@value #MAXIMUM_LENGTH} are taken (ASVS 5.0, 6.2.9 asks for at least 64). How long a new one must
 * be is for {@link PasswordPolicy} to say.
 */
public record Password(String reveal) implements Secret {
    public static final int MAXIMUM_LENGTH = 128;

    public Password {
        if (reveal.isEmpty()) {
            throw new InvalidValue(InvalidValue.Reason.REQUIRED);
        }
        if (Unicode.length(reveal) > MAXIMUM_LENGTH) {
            throw new InvalidValue(InvalidValue.Reason.TOO_LONG);
        }
        Unicode.requirePrintable(reveal);
    }

    /** In code points. */
    public int length() {
        return Unicode.length(reveal);
    }

    @Override
    public String toString() {
        return "Password[redacted]";
    }
}
