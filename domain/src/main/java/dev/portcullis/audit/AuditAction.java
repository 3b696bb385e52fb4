package dev.portcullis.audit;

import java.util.List;
import java.util.Locale;

/**
 * The catalogue of audited actions: what callers attempt, and everything that depends on it. Types are those of the OWASP
 * Logging Vocabulary; categories and kinds are the allowed values of {@code event.category} and {@code event.type} in
 * the Elastic Common Schema 8.11.
 */
public enum AuditAction {
    SIGN_UP("user_created", "input_validation_fail", "iam", "creation", "user"),
    VERIFY_EMAIL("user_updated", "input_validation_fail", "iam", "change", "user"),
    RESEND_VERIFICATION("user_updated", "input_validation_fail", "iam", "change", "user"),
    FORGOT_PASSWORD("user_updated", "input_validation_fail", "iam", "info", "user"),
    RESET_PASSWORD("authn_password_change", "authn_password_change_fail", "iam", "change", "user"),
    SIGN_IN("authn_login_success", "authn_login_fail", "authentication", "start"),
    REFRESH("authn_token_created", "authn_login_fail", "authentication", "info"),
    SIGN_OUT("authn_token_revoked", "authn_token_revoked", "authentication", "end"),
    READ_AUDIT("sensitive_read", "authz_fail", "database", "access"),
    CHANGE_NAME("user_updated", "authz_fail", "iam", "change", "user"),
    EXPORT_ACCOUNT("sensitive_read", "authz_fail", "iam", "info", "user"),
    DELETE_ACCOUNT("user_deleted", "authz_fail", "iam", "deletion", "user"),
    CHANGE_GROUPS("user_updated", "authz_fail", "iam", "change", "group"),
    CHANGE_PASSWORD("authn_password_change", "authn_password_change_fail", "iam", "change", "user"),
    REQUEST_EMAIL_CHANGE("user_updated", "input_validation_fail", "iam", "change", "user"),
    CONFIRM_EMAIL_CHANGE("user_updated", "input_validation_fail", "iam", "change", "user"),
    CANCEL_EMAIL_CHANGE("user_updated", "input_validation_fail", "iam", "change", "user"),
    READ_SESSIONS("sensitive_read", "authz_fail", "iam", "info", "user"),
    END_SESSIONS("authn_token_revoked", "authz_fail", "authentication", "end"),
    CHANGE_STATUS("user_updated", "authz_fail", "iam", "change", "user"),
    CHANGE_KEYS("authz_admin", "authz_fail", "configuration", "change");

    private final String successType;
    private final String failureType;
    private final String category;
    private final String change;
    private final List<String> objects;

    AuditAction(String successType, String failureType, String category, String change, String... objects) {
        this.successType = successType;
        this.failureType = failureType;
        this.category = category;
        this.change = change;
        this.objects = List.of(objects);
    }

    public String successType() {
        return successType;
    }

    /** The type of the event when it was refused or failed, unless the reason has a type of its own. */
    public String failureType() {
        return failureType;
    }

    public String category() {
        return category;
    }

    public List<String> kinds(boolean isDone) {
        String kind = isDone || this == READ_AUDIT ? change : "info";
        return objects.isEmpty() ? List.of(kind) : List.of(objects.get(0), kind);
    }

    /** The stable lower-case name, as it appears in the log. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
