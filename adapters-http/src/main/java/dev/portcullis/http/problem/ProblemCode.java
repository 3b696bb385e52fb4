package dev.portcullis.http.problem;

import java.util.Locale;

/**
 * The closed list of problem codes. Clients decide by these names: new ones may be added, but none is renamed or changes
 * its meaning. Titles and details are in {@code problems.properties} and its translations, explanations in {@code
 * docs/errors.md}.
 */
public enum ProblemCode {
    BAD_REQUEST(400),
    MALFORMED_JSON(400),
    VALIDATION_FAILED(400),
    PASSWORD_REFUSED(400),
    WRONG_PASSWORD(400),
    CAPTCHA_REFUSED(400),
    CODE_INVALID(400),
    CODE_EXPIRED(400),
    INVALID_CREDENTIALS(401),
    NOT_AUTHENTICATED(401),
    SESSION_INVALID(401),
    CROSS_SITE_REQUEST(403),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    EMAIL_TAKEN(409),
    EMAIL_ALREADY_VERIFIED(409),
    LAST_ADMINISTRATOR(409),
    BODY_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    TOO_MANY_TRIES(429),
    RATE_LIMITED(429),
    /** The upstream rejected the request for a reason without a code here. The status is the upstream's. */
    UPSTREAM_REFUSED(400),
    INTERNAL_ERROR(500),
    UPSTREAM_INVALID(502),
    DATABASE_UNAVAILABLE(503),
    AUDIT_UNAVAILABLE(503),
    PASSWORD_CHECK_UNAVAILABLE(503),
    CAPTCHA_UNAVAILABLE(503),
    OVERLOADED(503),
    UPSTREAM_UNAVAILABLE(503),
    UPSTREAM_TIMEOUT(504);

    private final int status;

    ProblemCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
