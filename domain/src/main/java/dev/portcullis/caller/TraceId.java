package dev.portcullis.caller;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import java.util.regex.Pattern;

/** The trace id of a request that spans several services (W3C Trace Context): 32 lower-case hexadecimal digits. */
public record TraceId(String value) {
    /** A trace id of zeros only is invalid (W3C Trace Context, 3.2.2.3). */
    private static final Pattern FORM = Pattern.compile("(?!0{32})[0-9a-f]{32}");

    public TraceId {
        InvalidValue.throwIf(!isTraceId(value), Reason.MALFORMED);
    }

    public static boolean isTraceId(String candidate) {
        return FORM.matcher(candidate).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
