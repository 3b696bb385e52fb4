package dev.portcullis.captcha;

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
    /** The reason in the audit event of a caller who was let through without a captcha. */
    public static final String WAIVED = "captcha_unavailable";

    /**
     * The result of a check.
     *
     * @param refusal null if the caller may go on
     * @param isWaived whether the caller goes on without a captcha, because the captcha service is unavailable and the
     *     policy is to fail open
     */
    public record Verdict(@Nullable Refusal refusal, boolean isWaived) {}

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

    public Verdict check(CaptchaAnswer answer, CaptchaAction action, ClientAddress address) {
        Optional<CaptchaRefusal> refusal = verifier.refusalOf(answer, action, address);
        if (refusal.isEmpty()) {
            return new Verdict(null, false);
        }
        boolean isWaived = refusal.get() == CaptchaRefusal.UNAVAILABLE && failurePolicy == FailurePolicy.FAIL_OPEN;
        return isWaived ? new Verdict(null, true) : new Verdict(refusal.get().toRefusal(), false);
    }
}
