package dev.portcullis.captcha;

import dev.portcullis.kernel.ClientAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks the captcha of a caller and applies the operator's failure policy when the captcha service is unavailable. The
 * policy applies only to outages, not to settings that the service rejects. Immutable.
 */
public final class CaptchaCheck {
    /** The result of a check. */
    public sealed interface Result {
        /** The answer is valid, or no captcha is required. */
        record Passed() implements Result {
            @Override
            public <R> R fold(
                    Function<? super Passed, ? extends R> passed,
                    Function<? super Waived, ? extends R> waived,
                    Function<? super Refused, ? extends R> refused) {
                return passed.apply(this);
            }
        }

        /** Let through without a captcha, because the captcha service is unavailable and the policy is to fail open. */
        record Waived() implements Result {
            @Override
            public <R> R fold(
                    Function<? super Passed, ? extends R> passed,
                    Function<? super Waived, ? extends R> waived,
                    Function<? super Refused, ? extends R> refused) {
                return waived.apply(this);
            }
        }

        record Refused(CaptchaRefusal refusal) implements Result {
            @Override
            public <R> R fold(
                    Function<? super Passed, ? extends R> passed,
                    Function<? super Waived, ? extends R> waived,
                    Function<? super Refused, ? extends R> refused) {
                return refused.apply(this);
            }
        }

        <R> R fold(
                Function<? super Passed, ? extends R> passed,
                Function<? super Waived, ? extends R> waived,
                Function<? super Refused, ? extends R> refused);
    }

    private final CaptchaVerifier verifier;
    private final WhenUndecided whenUndecided;

    public CaptchaCheck(CaptchaVerifier verifier, WhenUndecided whenUndecided) {
        this.verifier = verifier;
        this.whenUndecided = whenUndecided;
    }

    /** The refusal that is certain before anything is asked: an answer is required, and the caller sent none. */
    public Optional<CaptchaRefusal> certainRefusal(CaptchaAnswer answer) {
        return verifier.requiresAnswer() && answer.reveal().isEmpty()
                ? Optional.of(CaptchaRefusal.MISSING)
                : Optional.empty();
    }

    public Result check(CaptchaAnswer answer, CaptchaAction action, ClientAddress address) {
        Optional<CaptchaRefusal> refusal = verifier.refusalOf(answer, action, address);
        if (refusal.isEmpty()) {
            return new Result.Passed();
        }
        boolean waived = refusal.get() == CaptchaRefusal.UNAVAILABLE && whenUndecided == WhenUndecided.ALLOW;
        return waived ? new Result.Waived() : new Result.Refused(refusal.get());
    }
}
