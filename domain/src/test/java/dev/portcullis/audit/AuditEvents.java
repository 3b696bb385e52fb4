package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.SessionId;
import org.jspecify.annotations.Nullable;

/** Events for tests. Types and reasons are given as text, so that a test states what the audit log must contain. */
public final class AuditEvents {
    private AuditEvents() {}

    public static AuditEvent succeeded(AuditAction action, String type, String reason) {
        return succeeded(action, type, reason, null, null);
    }

    public static AuditEvent succeeded(
            AuditAction action, String type, String reason, @Nullable AccountId account, @Nullable SessionId session) {
        return succeeded(action, type, reason, account, session, null);
    }

    public static AuditEvent succeeded(
            AuditAction action,
            String type,
            String reason,
            @Nullable AccountId account,
            @Nullable SessionId session,
            @Nullable AttemptedLogin login) {
        return new AuditEvent(action, type, AuditEvent.Outcome.SUCCESS, reason, account, session, login, null);
    }

    public static AuditEvent refused(AuditAction action, String type, String reason) {
        return refused(action, type, reason, null, null, null);
    }

    public static AuditEvent refused(
            AuditAction action,
            String type,
            String reason,
            @Nullable AccountId account,
            @Nullable SessionId session,
            @Nullable AttemptedLogin login) {
        return new AuditEvent(action, type, AuditEvent.Outcome.REFUSED, reason, account, session, login, null);
    }

    public static AuditEvent failed(AuditAction action, String type, String reason, @Nullable AttemptedLogin login) {
        return new AuditEvent(action, type, AuditEvent.Outcome.FAILED, reason, null, null, login, null);
    }

    /** An announced operation. */
    public static AuditEvent attempted(AuditAction action, @Nullable AttemptedLogin login) {
        return new AuditEvent(action, "authn_attempt", AuditEvent.Outcome.UNKNOWN, "", null, null, login, null);
    }

    /** A successful sign-in. */
    public static AuditEvent signedIn(@Nullable AccountId account, @Nullable SessionId session, AttemptedLogin login) {
        return new AuditEvent(
                AuditAction.SIGN_IN,
                "authn_login_success",
                AuditEvent.Outcome.SUCCESS,
                "",
                account,
                session,
                login,
                null);
    }

    /** A refresh that was refused because of a forged token. */
    public static AuditEvent refreshRefused() {
        return refused(AuditAction.REFRESH, "authn_login_fail", "not_genuine");
    }
}
