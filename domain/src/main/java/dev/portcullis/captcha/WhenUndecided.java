package dev.portcullis.captcha;

/** What becomes of a caller when the captcha service is away. */
public enum WhenUndecided {
    /** Nobody gets on without a proof. */
    REFUSE,
    /** Everybody gets on without one, and the audit log says so of each. */
    ALLOW
}
