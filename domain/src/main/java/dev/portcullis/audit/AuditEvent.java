package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened. Contains no password, token, code, cookie or captcha answer. Immutable.
 *
 * @param type a term of the OWASP Logging Vocabulary; {@code authn_attempt}, which it lacks, is an addition
 * @param reason a stable lower-case code; empty where the type says it all
 * @param login the login that the caller named; null if there is none
 * @param count the number of requests, at least 1, when one event stands for several; null for exactly one
 */
public record AuditEvent(
        AuditAction action,
        String type,
        Outcome outcome,
        String reason,
        @Nullable AccountId account,
        @Nullable SessionId session,
        @Nullable AttemptedLogin login,
        @Nullable Long count) {
    public enum Outcome {
        SUCCESS,
        REFUSED,
        /** Nothing was decided: Portcullis or a service that it uses failed. */
        FAILED,
        /** Unknown: announced, and not completed by a later event. */
        UNKNOWN
    }

    /** A note on a success whose type is that of a change, not of the usual success. */
    private static final String REPLACED = "registration_replaced";

    public AuditEvent {
        if (count != null && count < 1) {
            throw new IllegalArgumentException("an event stands for at least one request");
        }
    }

    private AuditEvent(AuditAction action, String type, Outcome outcome, String reason, Result.Subject subject) {
        this(action, type, outcome, reason, subject.account(), subject.session(), subject.login(), null);
    }

    static AuditEvent of(AuditAction action, Result<?> result) {
        if (!result.isRefused()) {
            String type = result.note().equals(REPLACED) ? "user_updated" : action.successType();
            return new AuditEvent(action, type, Outcome.SUCCESS, result.note(), result.subject());
        }
        RefusalAudit audit = RefusalAudit.of(result.refusal().reason());
        String type = audit.type() == null ? action.failureType() : audit.type();
        Outcome outcome = audit.isFault() ? Outcome.FAILED : Outcome.REFUSED;
        return new AuditEvent(action, type, outcome, audit.code(), result.subject());
    }

    private static AuditEvent of(
            AuditAction action, String type, Outcome outcome, String reason, @Nullable AttemptedLogin login) {
        return new AuditEvent(action, type, outcome, reason, new Result.Subject(null, null, login));
    }

    /** An operation is about to begin, and another service decides its outcome. */
    static AuditEvent attempted(AuditAction action, @Nullable AttemptedLogin login) {
        return of(action, "authn_attempt", Outcome.UNKNOWN, "", login);
    }

    /** An operation failed: a bug ({@code fault}), or another service gave no usable response. */
    static AuditEvent failed(AuditAction action, @Nullable AttemptedLogin login, String reason) {
        return of(action, action.failureType(), Outcome.FAILED, reason, login);
    }

    /** The same event with this reason, if it is a success. */
    AuditEvent becauseIfDone(String other) {
        return outcome == Outcome.SUCCESS
                ? new AuditEvent(action, type, outcome, other, account, session, login, count)
                : this;
    }

    /**
     * One event for several requests of one network that are alike in action, type and reason. It names no account,
     * session or login, because the requests may have named different ones.
     */
    AuditEvent counted(long number) {
        return new AuditEvent(action, type, outcome, reason, null, null, null, number);
    }
}
