package dev.portcullis.captcha;

import dev.portcullis.kernel.ClientAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides whether a caller gets on: the proof that a human is calling, or the operator's word for when the captcha
 * service is away. That word is about outages alone, not about settings that the service does not take. Immutable.
 */
public final class CaptchaCheck {
    /** How a caller got on, or did not. */
    public sealed interface Result {
        /** With a proof, or where none is asked for. */
        record Passed() implements Result {
            @Override
            public <R> R fold(
                    Function<? super Passed, ? extends R> passed,
                    Function<? super Waived, ? extends R> waived,
                    Function<? super Refused, ? extends R> refused) {
                return passed.apply(this);
            }
        }

        /** Without one, because the captcha service is away and the operator wants it so. */
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

    public Result check(CaptchaAnswer answer, CaptchaAction action, ClientAddress address) {
        Optional<CaptchaRefusal> refusal = verifier.refusalOf(answer, action, address);
        if (refusal.isEmpty()) {
            return new Result.Passed();
        }
        boolean waived = refusal.get() == CaptchaRefusal.UNAVAILABLE && whenUndecided == WhenUndecided.ALLOW;
        return waived ? new Result.Waived() : new Result.Refused(refusal.get());
    }
}
