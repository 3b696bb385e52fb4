package dev.portcullis.kernel;

/**
 * What happens to a call when something that it depends on is unavailable: the captcha service, the breach service, the
 * audit log. Operators choose it for each of them; the default is {@link #FAIL_CLOSED} everywhere.
 */
public enum FailurePolicy {
    /** The call is refused until the dependency is back. */
    FAIL_CLOSED,
    /** The call continues without the check or the audit event. */
    FAIL_OPEN
}
