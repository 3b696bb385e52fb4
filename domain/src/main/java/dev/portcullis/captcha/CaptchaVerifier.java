package dev.portcullis.captcha;

import dev.portcullis.kernel.ClientAddress;
import java.util.Optional;

/**
 * Asks whether a captcha answer is good. An answer is good for one question, so it is asked about once, and never
 * again when the first question may have arrived. Asks another service, so never call it inside a unit of work. Safe
 * for use by many threads.
 */
@FunctionalInterface
public interface CaptchaVerifier {
    /**
     * @return empty: a human is calling. What cannot be found out is a refusal too, {@link CaptchaRefusal#UNAVAILABLE},
     *     and nothing that a caller sends leads to that one.
     */
    Optional<CaptchaRefusal> refusalOf(CaptchaAnswer answer, CaptchaAction action, ClientAddress address);

    /** Takes every answer, also none: for development, and where nothing is to be proved. */
    static CaptchaVerifier none() {
        return (answer, action, address) -> Optional.empty();
    }
}
