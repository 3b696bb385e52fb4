package dev.portcullis.kernel;

import java.util.regex.Pattern;

/**
 * Ties together an answer, its log lines and its audit event. At most 64 characters of {@code A-Z a-z 0-9 . _ -}: what
 * a caller sends ends in logs, so nothing that could forge a line is let in.
 */
public record RequestId(String value) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public RequestId {
        if (!isSafe(value)) {
            throw new InvalidValue(InvalidValue.Reason.MALFORMED);
        }
    }

    public static boolean isSafe(String candidate) {
        return SAFE.matcher(candidate).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
