package dev.portcullis.captcha;

import dev.portcullis.kernel.ClientAddress;

/** Asks whether a captcha answer is good. An answer is asked about once. Safe for use by many threads. */
@FunctionalInterface
public interface CaptchaVerifier {
    boolean accepts(CaptchaAnswer answer, ClientAddress address);

    /** Takes every answer, also none: for development, and where nothing is to be proved. */
    static CaptchaVerifier none() {
        return (answer, address) -> true;
    }
}
