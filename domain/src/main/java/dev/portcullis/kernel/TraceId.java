package dev.portcullis.kernel;

import java.util.regex.Pattern;

/** Ties a request to what other services did for the same one: a trace id of W3C Trace Context, 32 hexadecimal digits. */
public record TraceId(String value) {
    /** All zeros is no trace (W3C Trace Context, 3.2.2.3). */
    private static final Pattern FORM = Pattern.compile("(?!0{32})[0-9a-f]{32}");

    public TraceId {
        if (!isTraceId(value)) {
            throw new InvalidValue(InvalidValue.Reason.MALFORMED);
        }
    }

    public static boolean isTraceId(String candidate) {
        return FORM.matcher(candidate).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
