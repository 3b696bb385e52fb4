package dev.portcullis.captcha;

import dev.portcullis.audit.AuditedOperation;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the captcha of a caller and applies the operator's failure policy when the captcha service is unavailable. The
 * policy applies only to outages, not to settings that the service rejects. Immutable.
 */
public final class CaptchaCheck {
    private final CaptchaVerifier verifier;
    private final FailurePolicy failurePolicy;

    public CaptchaCheck(CaptchaVerifier verifier, FailurePolicy failurePolicy) {
        this.verifier = verifier;
        this.failurePolicy = failurePolicy;
    }

    /** The refusal that is certain before anything is asked: an answer is required, and the caller sent none. */
    public Optional<CaptchaRefusal> certainRefusal(CaptchaAnswer answer) {
        return verifier.requiresAnswer() && answer.reveal().isEmpty()
                ? Optional.of(CaptchaRefusal.MISSING)
                : Optional.empty();
    }

    /**
     * Verifies the answer. A caller without one may continue in an outage if the policy is to fail open; the event of the
     * operation then says so.
     *
     * @return null if the caller may continue
     */
    public @Nullable Refusal refusal(
            CaptchaAnswer answer, CaptchaAction action, ClientAddress address, AuditedOperation operation) {
        CaptchaRefusal refusal = verifier.refusalOf(answer, action, address).orElse(null);
        if (refusal == CaptchaRefusal.UNAVAILABLE && failurePolicy == FailurePolicy.FAIL_OPEN) {
            operation.noteOnSuccess("captcha_unavailable");
            return null;
        }
        return refusal == null ? null : refusal.toRefusal();
    }
}
