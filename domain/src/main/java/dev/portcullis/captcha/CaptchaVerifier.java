package dev.portcullis.captcha;

import dev.portcullis.caller.ClientAddress;
import java.util.Optional;

/**
 * Verifies a captcha answer at the captcha service. An answer can be verified only once, so implementations never retry
 * a request that may have arrived. Calls another service, so never call it inside a unit of work. Thread-safe.
 */
@FunctionalInterface
public interface CaptchaVerifier {
    /**
     * Empty if the answer is valid. An outage is a refusal too, {@link CaptchaRefusal#UNAVAILABLE}, and nothing that a
     * caller sends can cause that result.
     */
    Optional<CaptchaRefusal> refusalOf(CaptchaAnswer answer, CaptchaAction action, ClientAddress address);

    /** Tells whether callers have to send an answer: an empty one is then {@link CaptchaRefusal#MISSING}. */
    default boolean requiresAnswer() {
        return false;
    }

    /** Accepts every answer, even an empty one: for development, and for services without a captcha. */
    static CaptchaVerifier none() {
        return (answer, action, address) -> Optional.empty();
    }
}
