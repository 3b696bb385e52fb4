package dev.portcullis.captcha;

import java.util.Locale;

/** Why a captcha answer was not accepted. */
public enum CaptchaRefusal {
    /** The caller sent no answer. */
    MISSING,
    /** The captcha service did not issue this answer. */
    WRONG,
    /** The answer is too old, or was used before. */
    EXPIRED,
    /** The answer was issued for another host name or another action. */
    MISMATCHED,
    /** The score is too low: the captcha service considers the caller a bot. */
    DOUBTFUL,
    /** The captcha service is unavailable. */
    UNAVAILABLE,
    /** The captcha service rejects our requests: the operator must check the settings. */
    MISCONFIGURED;

    /** Whether the reason is a fault of ours or of the captcha service, and not of the caller. */
    public boolean isOurs() {
        return this == UNAVAILABLE || this == MISCONFIGURED;
    }

    /** The reason in the audit log. */
    public String reason() {
        return "captcha_" + name().toLowerCase(Locale.ROOT);
    }
}
