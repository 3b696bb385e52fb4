package dev.portcullis.caller;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import java.util.regex.Pattern;

/**
 * Correlates a response, its log lines and its audit event. 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}: the value
 * of a caller is written to logs, so it must not contain characters that could forge a log line.
 */
public record RequestId(String value) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public RequestId {
        InvalidValue.throwIf(!isSafe(value), Reason.MALFORMED);
    }

    public static boolean isSafe(String candidate) {
        return SAFE.matcher(candidate).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
