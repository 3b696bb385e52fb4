package dev.portcullis.captcha;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.Unicode;

/** What the caller's captcha widget gave it; empty when it sent none. Good for one use, so not to be shown. */
public record CaptchaAnswer(String reveal) {
    /** Google documents no length; answers of about 2,000 characters are seen. */
    public static final int MAXIMUM_LENGTH = 8_192;

    public CaptchaAnswer {
        if (reveal.length() > MAXIMUM_LENGTH) {
            throw new InvalidValue(InvalidValue.Reason.TOO_LONG);
        }
        Unicode.requirePrintable(reveal);
    }

    @Override
    public String toString() {
        return "CaptchaAnswer[redacted]";
    }
}
