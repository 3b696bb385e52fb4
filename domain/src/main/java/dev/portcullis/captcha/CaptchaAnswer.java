package dev.portcullis.captcha;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import dev.portcullis.kernel.Unicode;

/**
 * The answer of the caller's captcha widget; empty if the caller sent none. At most {@value #MAXIMUM_LENGTH} UTF-16
 * units. Valid for one use, so {@code toString} does not show it.
 */
public record CaptchaAnswer(String reveal) {
    /** Google documents no maximum length; answers of about 2,000 characters have been seen. */
    public static final int MAXIMUM_LENGTH = 8_192;

    public CaptchaAnswer {
        InvalidValue.throwIf(reveal.length() > MAXIMUM_LENGTH, Reason.TOO_LONG);
        Unicode.requirePrintable(reveal);
    }

    @Override
    public String toString() {
        return "CaptchaAnswer[redacted]";
    }
}
