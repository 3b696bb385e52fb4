package dev.portcullis.credential;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import dev.portcullis.kernel.Unicode;

/**
 * A password exactly as it was sent: not trimmed, not normalized, never truncated (ASVS 5.0, 6.2.8). At most
 * {@value #MAXIMUM_LENGTH} code points (ASVS 5.0, 6.2.9 requires at least 64 to be allowed). {@link PasswordPolicy}
 * defines the minimum length of new passwords.
 */
public record Password(String reveal) implements Secret {
    public static final int MAXIMUM_LENGTH = 128;

    public Password {
        InvalidValue.throwIf(reveal.isEmpty(), Reason.REQUIRED);
        InvalidValue.throwIf(Unicode.length(reveal) > MAXIMUM_LENGTH, Reason.TOO_LONG);
        Unicode.requirePrintable(reveal);
    }

    /** The length in code points. */
    public int length() {
        return Unicode.length(reveal);
    }

    @Override
    public String toString() {
        return "Password[redacted]";
    }
}
