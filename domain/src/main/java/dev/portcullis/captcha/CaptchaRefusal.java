package dev.portcullis.captcha;

import java.util.Locale;

/** Why a captcha answer is no proof that a human is calling. */
public enum CaptchaRefusal {
    /** There was none. */
    MISSING,
    /** It is not one that the captcha service gave. */
    WRONG,
    /** It is too old, or was used before. */
    EXPIRED,
    /** It was given for another page, or for another action. */
    MISMATCHED,
    /** The captcha service takes the caller for a program. */
    DOUBTFUL,
    /** The captcha service did not say. */
    UNAVAILABLE,
    /** The captcha service does not talk to us: the operator has to look at the settings. */
    MISCONFIGURED;

    /** Whether nothing was found out, so that nothing can be held against the caller. */
    public boolean isOurs() {
        return this == UNAVAILABLE || this == MISCONFIGURED;
    }

    /** As it stands in the audit log. */
    public String reason() {
        return "captcha_" + name().toLowerCase(Locale.ROOT);
    }
}
