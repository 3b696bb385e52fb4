package dev.portcullis.credential;

/** The failure policy of the breach check: what happens to a new password when the breach service does not answer. */
public enum WhenUnchecked {
    /** Fail closed: new passwords are rejected until the service is back, so there are no sign-ups either. */
    REFUSE,
    /** Fail open: the password is accepted if it passes all other checks. */
    ALLOW
}
