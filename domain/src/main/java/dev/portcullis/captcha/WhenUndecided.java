package dev.portcullis.captcha;

/** The failure policy of the captcha check: what happens to a caller when the captcha service is unavailable. */
public enum WhenUndecided {
    /** Fail closed: nobody is let through without a valid captcha. */
    REFUSE,
    /** Fail open: callers are let through without a captcha, and the audit event of each says so. */
    ALLOW
}
