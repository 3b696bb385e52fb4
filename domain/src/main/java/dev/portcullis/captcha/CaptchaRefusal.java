package dev.portcullis.captcha;

import dev.portcullis.kernel.Refusal;

/** Why a captcha answer was not accepted. */
public enum CaptchaRefusal {
    MISSING,
    /** The captcha service did not issue this answer. */
    WRONG,
    /** The answer is too old, or was used before. */
    EXPIRED,
    /** The answer was issued for another host name or another action. */
    MISMATCHED,
    /** The score is too low: the captcha service considers the caller a bot. */
    DOUBTFUL,
    UNAVAILABLE,
    /** The captcha service rejects our requests: the operator must check the settings. */
    MISCONFIGURED;

    /** This refusal for the caller, with the field {@code captcha} if the caller can do something about it. */
    public Refusal toRefusal() {
        return switch (this) {
            case MISSING -> invalid(Refusal.Reason.CAPTCHA_MISSING, "required");
            case WRONG -> invalid(Refusal.Reason.CAPTCHA_WRONG, "wrong");
            case EXPIRED -> invalid(Refusal.Reason.CAPTCHA_EXPIRED, "expired");
            case MISMATCHED -> invalid(Refusal.Reason.CAPTCHA_MISMATCHED, "mismatched");
            case DOUBTFUL -> invalid(Refusal.Reason.CAPTCHA_DOUBTFUL, "doubtful");
            case UNAVAILABLE -> Refusal.of(Refusal.Reason.CAPTCHA_UNAVAILABLE);
            case MISCONFIGURED -> Refusal.of(Refusal.Reason.CAPTCHA_MISCONFIGURED);
        };
    }

    /** The code of the field error; of a refusal that the caller can do something about. */
    public String fieldCode() {
        return toRefusal().details().get(0).code();
    }

    private static Refusal invalid(Refusal.Reason reason, String code) {
        return Refusal.of(reason, new Refusal.Detail("captcha", code));
    }
}
