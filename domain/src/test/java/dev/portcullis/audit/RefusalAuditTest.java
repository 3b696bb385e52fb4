package dev.portcullis.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The types, outcomes and reasons that the audit log contains. Operators' alerts and queries depend on them, so they are
 * written out here, and a change of one of them is a change for operators.
 */
class RefusalAuditTest {
    private static final AccountId ACCOUNT = new AccountId(UUID.randomUUID());
    private static final SessionId SESSION = new SessionId(UUID.randomUUID());
    private static final AttemptedLogin LOGIN = new AttemptedLogin("ada@example.com", "a***@e***");

    /** The type, the outcome and the reason of each refusal of each action that can be refused for it. */
    private static final String REFUSALS = """
        SIGN_UP         MALFORMED             input_validation_fail       refused malformed
        SIGN_UP         CROSS_SITE            malicious_csrf              refused cross_site
        SIGN_UP         TOO_MANY_ATTEMPTS     excess_rate_limit_exceeded  refused too_many_attempts
        SIGN_UP         OVERLOADED            excess_rate_limit_exceeded  refused overloaded
        SIGN_UP         CAPTCHA_MISSING       input_validation_fail       refused captcha_missing
        SIGN_UP         CAPTCHA_WRONG         input_validation_fail       refused captcha_wrong
        SIGN_UP         CAPTCHA_EXPIRED       input_validation_fail       refused captcha_expired
        SIGN_UP         CAPTCHA_MISMATCHED    input_validation_fail       refused captcha_mismatched
        SIGN_UP         CAPTCHA_DOUBTFUL      input_validation_fail       refused captcha_doubtful
        SIGN_UP         CAPTCHA_UNAVAILABLE   input_validation_fail       failed  captcha_unavailable
        SIGN_UP         CAPTCHA_MISCONFIGURED input_validation_fail       failed  captcha_misconfigured
        SIGN_UP         CAPTCHA_REJECTED      input_validation_fail       refused captcha_refused
        SIGN_UP         EMAIL_TAKEN           input_validation_fail       refused email_taken
        SIGN_UP         PASSWORD_REFUSED      input_validation_fail       refused password_refused
        SIGN_UP         PASSWORD_UNCHECKED    input_validation_fail       failed  password_check_unavailable
        SIGN_UP         PROVIDER_RATE_LIMITED excess_rate_limit_exceeded  refused too_many_upstream
        SIGN_UP         PROVIDER_REJECTED     input_validation_fail       refused rejected_upstream
        VERIFY_EMAIL    MALFORMED             input_validation_fail       refused malformed
        VERIFY_EMAIL    TOO_MANY_ATTEMPTS     excess_rate_limit_exceeded  refused too_many_attempts
        VERIFY_EMAIL    OVERLOADED            excess_rate_limit_exceeded  refused overloaded
        VERIFY_EMAIL    NOT_AUTHENTICATED     input_validation_fail       refused not_authenticated
        VERIFY_EMAIL    CODE_INVALID          input_validation_fail       refused code_invalid
        VERIFY_EMAIL    CODE_EXPIRED          input_validation_fail       refused code_expired
        VERIFY_EMAIL    ALREADY_VERIFIED      input_validation_fail       refused already_verified
        VERIFY_EMAIL    TOO_MANY_TRIES        input_validation_fail       refused too_many_tries
        VERIFY_EMAIL    PROVIDER_RATE_LIMITED excess_rate_limit_exceeded  refused too_many_upstream
        VERIFY_EMAIL    PROVIDER_REJECTED     input_validation_fail       refused rejected_upstream
        RESEND_VERIFICATION MALFORMED         input_validation_fail       refused malformed
        RESEND_VERIFICATION TOO_MANY_ATTEMPTS excess_rate_limit_exceeded  refused too_many_attempts
        FORGOT_PASSWORD MALFORMED             input_validation_fail       refused malformed
        FORGOT_PASSWORD TOO_MANY_ATTEMPTS     excess_rate_limit_exceeded  refused too_many_attempts
        RESET_PASSWORD  MALFORMED             input_validation_fail       refused malformed
        RESET_PASSWORD  TOO_MANY_ATTEMPTS     excess_rate_limit_exceeded  refused too_many_attempts
        RESET_PASSWORD  OVERLOADED            excess_rate_limit_exceeded  refused overloaded
        RESET_PASSWORD  PASSWORD_REFUSED      authn_password_change_fail  refused password_refused
        RESET_PASSWORD  PASSWORD_UNCHECKED    authn_password_change_fail  failed  password_check_unavailable
        RESET_PASSWORD  UNKNOWN_ACCOUNT       input_validation_fail       refused unknown_account
        RESET_PASSWORD  ACCOUNT_DISABLED      authn_password_change_fail  refused account_disabled
        RESET_PASSWORD  CODE_EXPIRED          authn_password_change_fail  refused code_expired
        RESET_PASSWORD  CODE_INVALID          authn_password_change_fail  refused code_invalid
        SIGN_IN         MALFORMED             input_validation_fail       refused malformed
        SIGN_IN         CROSS_SITE            malicious_csrf              refused cross_site
        SIGN_IN         TOO_MANY_ATTEMPTS     excess_rate_limit_exceeded  refused too_many_attempts
        SIGN_IN         OVERLOADED            excess_rate_limit_exceeded  refused overloaded
        SIGN_IN         CAPTCHA_MISSING       authn_login_fail            refused captcha_missing
        SIGN_IN         CAPTCHA_WRONG         authn_login_fail            refused captcha_wrong
        SIGN_IN         CAPTCHA_EXPIRED       authn_login_fail            refused captcha_expired
        SIGN_IN         CAPTCHA_MISMATCHED    authn_login_fail            refused captcha_mismatched
        SIGN_IN         CAPTCHA_DOUBTFUL      authn_login_fail            refused captcha_doubtful
        SIGN_IN         CAPTCHA_UNAVAILABLE   authn_login_fail            failed  captcha_unavailable
        SIGN_IN         CAPTCHA_MISCONFIGURED authn_login_fail            failed  captcha_misconfigured
        SIGN_IN         CAPTCHA_REJECTED      authn_login_fail            refused captcha_refused
        SIGN_IN         UNKNOWN_LOGIN         authn_login_fail            refused unknown_login
        SIGN_IN         WRONG_PASSWORD        authn_login_fail            refused wrong_password
        SIGN_IN         ACCOUNT_DISABLED      authn_login_fail            refused account_disabled
        SIGN_IN         EMAIL_NOT_VERIFIED    authn_login_fail            refused email_not_verified
        SIGN_IN         INVALID_CREDENTIALS   authn_login_fail            refused invalid_credentials
        SIGN_IN         LOGIN_DELAYED         authn_login_fail_max        refused ''
        SIGN_IN         LOGIN_LOCKED          authn_login_lock            refused ''
        SIGN_IN         PROVIDER_RATE_LIMITED excess_rate_limit_exceeded  refused too_many_upstream
        SIGN_IN         PROVIDER_REJECTED     authn_login_fail            refused rejected_upstream
        REFRESH         MALFORMED             input_validation_fail       refused malformed
        REFRESH         CROSS_SITE            malicious_csrf              refused cross_site
        REFRESH         TOO_MANY_ATTEMPTS     excess_rate_limit_exceeded  refused too_many_attempts
        REFRESH         TOKEN_MISSING         authn_login_fail            refused missing
        REFRESH         TOKEN_NOT_GENUINE     authn_login_fail            refused not_genuine
        REFRESH         SESSION_UNKNOWN       authn_login_fail            refused unknown
        REFRESH         SESSION_ENDED         authn_login_fail            refused ended
        REFRESH         SESSION_EXPIRED       authn_login_fail            refused expired
        REFRESH         COUNTER_LOST          authn_login_fail            refused counter_lost
        REFRESH         TOKEN_REUSED          authn_token_reuse           refused session_ended
        REFRESH         SESSION_REJECTED      authn_login_fail            refused untold
        REFRESH         PROVIDER_RATE_LIMITED excess_rate_limit_exceeded  refused too_many_upstream
        REFRESH         PROVIDER_REJECTED     authn_login_fail            refused rejected_upstream
        SIGN_OUT        CROSS_SITE            malicious_csrf              refused cross_site
        SIGN_OUT        PROVIDER_RATE_LIMITED excess_rate_limit_exceeded  refused too_many_upstream
        SIGN_OUT        PROVIDER_REJECTED     authn_token_revoked         refused rejected_upstream
        READ_AUDIT      MALFORMED             input_validation_fail       refused malformed
        READ_AUDIT      NOT_AUTHENTICATED     authz_fail                  refused not_authenticated
        READ_AUDIT      NOT_ALLOWED           authz_fail                  refused not_allowed
        READ_AUDIT      PROVIDER_RATE_LIMITED excess_rate_limit_exceeded  refused too_many_upstream
        READ_AUDIT      PROVIDER_REJECTED     authz_fail                  refused rejected_upstream
        CHANGE_NAME     MALFORMED             input_validation_fail       refused malformed
        CHANGE_NAME     TOO_MANY_ATTEMPTS     excess_rate_limit_exceeded  refused too_many_attempts
        CHANGE_NAME     NOT_AUTHENTICATED     authz_fail                  refused not_authenticated
        EXPORT_ACCOUNT  TOO_MANY_ATTEMPTS     excess_rate_limit_exceeded  refused too_many_attempts
        EXPORT_ACCOUNT  NOT_AUTHENTICATED     authz_fail                  refused not_authenticated
        DELETE_ACCOUNT  MALFORMED             input_validation_fail       refused malformed
        DELETE_ACCOUNT  TOO_MANY_ATTEMPTS     excess_rate_limit_exceeded  refused too_many_attempts
        DELETE_ACCOUNT  OVERLOADED            excess_rate_limit_exceeded  refused overloaded
        DELETE_ACCOUNT  NOT_AUTHENTICATED     authz_fail                  refused not_authenticated
        DELETE_ACCOUNT  CURRENT_PASSWORD_WRONG authz_fail                 refused wrong_password
        DELETE_ACCOUNT  LAST_ADMINISTRATOR    authz_fail                  refused last_administrator
        CHANGE_GROUPS   UNCHANGED             input_validation_fail       refused unchanged
        CHANGE_GROUPS   TOO_MANY_GROUPS       input_validation_fail       refused too_many_groups
        CHANGE_GROUPS   UNKNOWN_ACCOUNT       input_validation_fail       refused unknown_account
        CHANGE_PASSWORD MALFORMED             input_validation_fail       refused malformed
        CHANGE_PASSWORD TOO_MANY_ATTEMPTS     excess_rate_limit_exceeded  refused too_many_attempts
        CHANGE_PASSWORD OVERLOADED            excess_rate_limit_exceeded  refused overloaded
        CHANGE_PASSWORD NOT_AUTHENTICATED     authn_password_change_fail  refused not_authenticated
        CHANGE_PASSWORD CURRENT_PASSWORD_WRONG authn_password_change_fail refused wrong_password
        CHANGE_PASSWORD PASSWORD_REFUSED      authn_password_change_fail  refused password_refused
        CHANGE_PASSWORD PASSWORD_UNCHECKED    authn_password_change_fail  failed  password_check_unavailable
        REQUEST_EMAIL_CHANGE MALFORMED input_validation_fail refused malformed
        REQUEST_EMAIL_CHANGE TOO_MANY_ATTEMPTS excess_rate_limit_exceeded refused too_many_attempts
        REQUEST_EMAIL_CHANGE OVERLOADED        excess_rate_limit_exceeded refused overloaded
        REQUEST_EMAIL_CHANGE NOT_AUTHENTICATED input_validation_fail refused not_authenticated
        REQUEST_EMAIL_CHANGE CURRENT_PASSWORD_WRONG input_validation_fail refused wrong_password
        REQUEST_EMAIL_CHANGE EMAIL_TAKEN input_validation_fail refused email_taken
        CONFIRM_EMAIL_CHANGE MALFORMED input_validation_fail refused malformed
        CONFIRM_EMAIL_CHANGE TOO_MANY_ATTEMPTS excess_rate_limit_exceeded refused too_many_attempts
        CONFIRM_EMAIL_CHANGE OVERLOADED        excess_rate_limit_exceeded refused overloaded
        CONFIRM_EMAIL_CHANGE NOT_AUTHENTICATED input_validation_fail refused not_authenticated
        CONFIRM_EMAIL_CHANGE CODE_INVALID input_validation_fail refused code_invalid
        CONFIRM_EMAIL_CHANGE CODE_EXPIRED input_validation_fail refused code_expired
        CONFIRM_EMAIL_CHANGE TOO_MANY_TRIES input_validation_fail refused too_many_tries
        CONFIRM_EMAIL_CHANGE EMAIL_TAKEN input_validation_fail refused email_taken
        CANCEL_EMAIL_CHANGE MALFORMED input_validation_fail refused malformed
        CANCEL_EMAIL_CHANGE TOO_MANY_ATTEMPTS excess_rate_limit_exceeded refused too_many_attempts
        CANCEL_EMAIL_CHANGE CODE_INVALID input_validation_fail refused code_invalid
        CANCEL_EMAIL_CHANGE CODE_EXPIRED input_validation_fail refused code_expired
        CANCEL_EMAIL_CHANGE EMAIL_TAKEN input_validation_fail refused email_taken
        READ_SESSIONS   NOT_AUTHENTICATED     authz_fail                  refused not_authenticated
        READ_SESSIONS   NOT_ALLOWED           authz_fail                  refused not_allowed
        READ_SESSIONS   UNKNOWN_ACCOUNT       input_validation_fail       refused unknown_account
        END_SESSIONS    NOT_AUTHENTICATED     authz_fail                  refused not_authenticated
        END_SESSIONS    NOT_ALLOWED           authz_fail                  refused not_allowed
        END_SESSIONS    UNKNOWN_ACCOUNT       input_validation_fail       refused unknown_account
        END_SESSIONS    UNKNOWN_SESSION       input_validation_fail       refused unknown_session
        CHANGE_STATUS   NOT_AUTHENTICATED     authz_fail                  refused not_authenticated
        CHANGE_STATUS   NOT_ALLOWED           authz_fail                  refused not_allowed
        CHANGE_STATUS   UNKNOWN_ACCOUNT       input_validation_fail       refused unknown_account
        CHANGE_STATUS   UNCHANGED             input_validation_fail       refused unchanged
        CHANGE_KEYS     NEXT_KEY_EXISTS       input_validation_fail       refused next_exists
        CHANGE_KEYS     KEY_ALREADY_KEPT      input_validation_fail       refused already_kept
        CHANGE_KEYS     KEY_ALREADY_REVOKED   input_validation_fail       refused already_gone
        CHANGE_KEYS     UNKNOWN_KEY           input_validation_fail       refused unknown_key
        """;

    private record Row(AuditAction action, Reason reason, String type, String outcome, String code) {
        static Row of(String line) {
            String[] cells = line.split(" +", 5);
            return new Row(
                    AuditAction.valueOf(cells[0]),
                    Reason.valueOf(cells[1]),
                    cells[2],
                    cells[3],
                    "''".equals(cells[4]) ? "" : cells[4]);
        }

        static Row of(AuditAction action, Reason reason) {
            AuditEvent event = AuditEvent.of(action, Result.refused(reason));
            return new Row(event.action(), reason, event.type(), outcomeOf(event), event.reason());
        }
    }

    private static Stream<Row> rows() {
        return REFUSALS.lines().map(Row::of);
    }

    private static String outcomeOf(AuditEvent event) {
        return event.outcome().name().toLowerCase(Locale.ROOT);
    }

    @Test
    void namesEachRefusalAsOperatorsKnowIt() {
        assertThat(rows().map(row -> Row.of(row.action(), row.reason()))).containsExactlyElementsOf(rows().toList());
    }

    @Test
    void coversEveryReasonAndEveryAction() {
        assertThat(rows().map(Row::reason)).contains(Reason.values());
        assertThat(rows().map(Row::action)).contains(AuditAction.values());
    }

    @ParameterizedTest
    @EnumSource
    void givesEachReasonAStableLowerCaseCodeOrATypeOfItsOwn(Reason reason) {
        RefusalAudit audit = RefusalAudit.of(reason);

        assertThat(audit.code()).matches("[a-z_]*");
        if (audit.code().isEmpty()) {
            assertThat(audit.type()).isNotNull();
        }
        assertThat(audit.isFault())
                .isEqualTo(
                        Stream.of(Reason.CAPTCHA_UNAVAILABLE, Reason.CAPTCHA_MISCONFIGURED, Reason.PASSWORD_UNCHECKED)
                                .anyMatch(fault -> fault == reason));
    }

    @ParameterizedTest
    @CsvSource({
        "SIGN_UP, '', user_created",
        "SIGN_UP, registration_replaced, user_updated",
        "VERIFY_EMAIL, email_verified, user_updated",
        "RESEND_VERIFICATION, '', user_updated",
        "FORGOT_PASSWORD, '', user_updated",
        "RESET_PASSWORD, '', authn_password_change",
        "SIGN_IN, '', authn_login_success",
        "REFRESH, advanced, authn_token_created",
        "REFRESH, repeated, authn_token_created",
        "REFRESH, recovered, authn_token_created",
        "REFRESH, untold, authn_token_created",
        "SIGN_OUT, signed_out, authn_token_revoked",
        "SIGN_OUT, nothing_to_end, authn_token_revoked",
        "READ_AUDIT, page, sensitive_read",
        "READ_AUDIT, export, sensitive_read",
        "CHANGE_NAME, '', user_updated",
        "EXPORT_ACCOUNT, '', sensitive_read",
        "DELETE_ACCOUNT, '', user_deleted",
        "CHANGE_GROUPS, added_to_auditor, user_updated",
        "CHANGE_GROUPS, removed_from_auditor, user_updated",
        "CHANGE_PASSWORD, '', authn_password_change",
        "REQUEST_EMAIL_CHANGE, '', user_updated",
        "CONFIRM_EMAIL_CHANGE, '', user_updated",
        "CANCEL_EMAIL_CHANGE, pending, user_updated",
        "CANCEL_EMAIL_CHANGE, confirmed, user_updated",
        "READ_SESSIONS, '', sensitive_read",
        "END_SESSIONS, ended_by_holder, authn_token_revoked",
        "END_SESSIONS, all_ended_by_holder, authn_token_revoked",
        "END_SESSIONS, ended_by_administrator, authn_token_revoked",
        "CHANGE_STATUS, disabled, user_updated",
        "CHANGE_STATUS, enabled, user_updated",
        "CHANGE_KEYS, rotated_to_key-1, authz_admin",
        "CHANGE_KEYS, replaced_by_key-1, authz_admin",
        "CHANGE_KEYS, imported_key-1, authz_admin",
        "CHANGE_KEYS, revoked_key-1, authz_admin",
    })
    void namesEachSuccessAsOperatorsKnowIt(AuditAction action, String note, String type) {
        Result<Void> result =
                Result.<Void>done().about(ACCOUNT, SESSION).about(LOGIN).noting(note);

        assertThat(AuditEvent.of(action, result))
                .isEqualTo(
                        new AuditEvent(action, type, AuditEvent.Outcome.SUCCESS, note, ACCOUNT, SESSION, LOGIN, null));
    }

    @ParameterizedTest
    @CsvSource({
        "SIGN_UP, input_validation_fail",
        "VERIFY_EMAIL, input_validation_fail",
        "RESEND_VERIFICATION, input_validation_fail",
        "FORGOT_PASSWORD, input_validation_fail",
        "RESET_PASSWORD, authn_password_change_fail",
        "SIGN_IN, authn_login_fail",
        "REFRESH, authn_login_fail",
        "SIGN_OUT, authn_token_revoked",
        "READ_AUDIT, authz_fail",
        "CHANGE_NAME, authz_fail",
        "EXPORT_ACCOUNT, authz_fail",
        "DELETE_ACCOUNT, authz_fail",
        "CHANGE_GROUPS, authz_fail",
        "CHANGE_PASSWORD, authn_password_change_fail",
        "REQUEST_EMAIL_CHANGE, input_validation_fail",
        "CONFIRM_EMAIL_CHANGE, input_validation_fail",
        "CANCEL_EMAIL_CHANGE, input_validation_fail",
        "READ_SESSIONS, authz_fail",
        "END_SESSIONS, authz_fail",
        "CHANGE_STATUS, authz_fail",
        "CHANGE_KEYS, authz_fail",
    })
    void namesAnnouncementsAndFaultsAsOperatorsKnowThem(AuditAction action, String failureType) {
        assertThat(AuditEvent.attempted(action, LOGIN))
                .isEqualTo(new AuditEvent(
                        action, "authn_attempt", AuditEvent.Outcome.UNKNOWN, "", null, null, LOGIN, null));
        assertThat(AuditEvent.failed(action, LOGIN, "upstream_timeout"))
                .isEqualTo(new AuditEvent(
                        action, failureType, AuditEvent.Outcome.FAILED, "upstream_timeout", null, null, LOGIN, null));
    }

    @Test
    void recordsWhatARefusalIsAbout() {
        Result<Void> result = Result.<Void>refused(Reason.TOKEN_REUSED)
                .about(ACCOUNT, SESSION)
                .about(LOGIN);

        assertThat(AuditEvent.of(AuditAction.REFRESH, result))
                .isEqualTo(new AuditEvent(
                        AuditAction.REFRESH,
                        "authn_token_reuse",
                        AuditEvent.Outcome.REFUSED,
                        "session_ended",
                        ACCOUNT,
                        SESSION,
                        LOGIN,
                        null));
    }

    @Test
    void changesTheReasonOfASuccessAlone() {
        AuditEvent replaced = AuditEvent.of(AuditAction.SIGN_UP, Result.done().noting("registration_replaced"));
        AuditEvent refused = AuditEvent.of(AuditAction.SIGN_UP, Result.refused(Reason.EMAIL_TAKEN));

        AuditEvent waived = replaced.becauseIfDone("captcha_unavailable");
        assertThat(waived.type()).isEqualTo("user_updated");
        assertThat(waived.reason()).isEqualTo("captcha_unavailable");
        assertThat(refused.becauseIfDone("captcha_unavailable")).isEqualTo(refused);
    }

    @Test
    void namesNobodyInACount() {
        Result<Void> result =
                Result.<Void>refused(Reason.NOT_ALLOWED).about(ACCOUNT, SESSION).about(LOGIN);
        AuditEvent event = AuditEvent.of(AuditAction.READ_AUDIT, result);

        assertThat(event.counted(3))
                .isEqualTo(new AuditEvent(
                        AuditAction.READ_AUDIT,
                        "authz_fail",
                        AuditEvent.Outcome.REFUSED,
                        "not_allowed",
                        null,
                        null,
                        null,
                        3L));
        assertThatThrownBy(() -> event.counted(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
