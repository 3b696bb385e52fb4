package dev.portcullis.credential;

/** What becomes of a new password when nobody can say whether it has leaked. */
public enum WhenUnchecked {
    /** It is not taken: nobody gets an account until the check is back. */
    REFUSE,
    /** It is taken, after the checks that need nobody else. */
    ALLOW
}
