package dev.portcullis.app.journey;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static dev.portcullis.app.journey.ApiRequest.delete;
import static dev.portcullis.app.journey.ApiRequest.get;
import static dev.portcullis.app.journey.ApiRequest.patch;
import static dev.portcullis.app.journey.ApiRequest.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.TrustedProxy;
import dev.portcullis.app.servers.Waits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The events that a journey through all endpoints leaves in the audit log, and secrets that appear nowhere. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
@QuarkusTestResource(TrustedProxy.class)
class AuditJourneyTest extends AuditJourney {
    private static final String CAPTCHA = "captcha-canary-5f3a";
    private static final String WRONG_PASSWORD = "wrong-password-canary-77";
    private static final String NEW_PASSWORD = "new-password-canary-78";
    private static final String[] CROSS_SITE = {"Origin", "https://evil.example"};

    private final List<String> secrets = new ArrayList<>();

    @CanIgnoreReturnValue
    private String secret(String value) {
        secrets.add(value);
        return value;
    }

    private String codeMailed(int mail) {
        return MailServer.codeIn(MailServer.newestOf(mail, email)).reveal();
    }

    private ApiRequest signUp() {
        return post(Api.SIGN_UP)
                .body(Map.of("email", email.value(), "password", Api.PASSWORD, "name", "Ada", "captcha", CAPTCHA));
    }

    private ApiRequest signIn(String login, String password) {
        return post(Api.SIGN_IN).body(Map.of("login", login, "password", password, "captcha", CAPTCHA));
    }

    private static ApiRequest resend(EmailAddress address) {
        return post(Api.RESEND).body(Map.of("email", address.value()));
    }

    private static ApiRequest forgot(EmailAddress address) {
        return post(Api.FORGOT).body(Map.of("email", address.value()));
    }

    private static ApiRequest reset(EmailAddress address, String code) {
        return post(Api.RESET).body(Map.of("email", address.value(), "code", code, "new_password", Api.PASSWORD));
    }

    private static ApiRequest verify(String code) {
        return post(Api.VERIFY).body(Map.of("verification_code", code));
    }

    private void travel() {
        expect(201, signUp(), "sign_up user_created success");
        String voidCode = secret(codeMailed(1));
        String verification = secret(expect(201, signUp(), "sign_up user_updated success registration_replaced")
                .json()
                .path("verification_token")
                .asText());
        expect(400, post(Api.SIGN_UP).body("{}"), "sign_up input_validation_fail refused malformed");
        expect(400, post(Api.SIGN_UP).body("[]"), "sign_up input_validation_fail refused malformed");
        expect(403, signUp().header(CROSS_SITE), "sign_up malicious_csrf refused cross_site");

        assertThat(secret(codeMailed(2))).isNotEqualTo(voidCode);
        expect(202, resend(email), "resend_verification user_updated success");
        expect(202, resend(anEmailAddress()), "resend_verification user_updated success");
        String code = secret(codeMailed(3));
        expect(401, verify(code), "verify_email input_validation_fail refused not_authenticated");
        expect(400, post(Api.VERIFY).bearer(verification), "verify_email input_validation_fail refused malformed");
        expect(400, verify(voidCode).bearer(verification), "verify_email input_validation_fail refused code_invalid");
        expect(403, verify(code).header(CROSS_SITE), "verify_email malicious_csrf refused cross_site");
        expect(200, verify(code).bearer(verification), "verify_email user_updated success email_verified");
        expect(409, verify(code).bearer(verification), "verify_email input_validation_fail refused already_verified");
        expect(202, resend(email), "resend_verification user_updated success");
        expect(409, signUp(), "sign_up input_validation_fail refused email_taken");

        expect(202, forgot(email), "forgot_password user_updated success");
        expect(202, forgot(anEmailAddress()), "forgot_password user_updated success");
        expect(403, forgot(email).header(CROSS_SITE), "forgot_password malicious_csrf refused cross_site");
        String resetCode = secret(codeMailed(4));
        expect(400, reset(anEmailAddress(), resetCode), "reset_password input_validation_fail refused unknown_account");
        expect(400, reset(email, voidCode), "reset_password authn_password_change_fail refused code_invalid");
        expect(204, reset(email, resetCode), "reset_password authn_password_change success");
        expect(400, reset(email, resetCode), "reset_password authn_password_change_fail refused code_expired");

        expect(400, post(Api.SIGN_IN).body("nothing"), "sign_in input_validation_fail refused malformed");
        expect(413, signIn(email.value(), "a".repeat(20_000)), "sign_in input_validation_fail refused malformed");
        expect(
                403,
                signIn(email.value(), Api.PASSWORD).header(CROSS_SITE),
                "sign_in malicious_csrf refused cross_site");
        expect(401, signIn(email.value(), WRONG_PASSWORD), "sign_in authn_login_fail refused wrong_password");
        expect(401, signIn(anEmailAddress().value(), WRONG_PASSWORD), "sign_in authn_login_fail refused unknown_login");
        // People do type their password where the login belongs.
        expect(401, signIn(WRONG_PASSWORD, WRONG_PASSWORD), "sign_in authn_login_fail refused unknown_login");
        Answer signedIn = expect(204, signIn(email.value(), Api.PASSWORD), "sign_in authn_login_success success");
        String access = secret(signedIn.cookie("access_token"));
        String first = secret(signedIn.cookie("refresh_token"));

        expect(200, get(Api.ACCOUNT).bearer(access));
        expect(401, get(Api.ACCOUNT));
        expect(404, get("/api/v1/nothing"));
        expect(405, get(Api.SIGN_IN));

        Answer refreshed = expect(
                204,
                post(Api.REFRESH).header("Cookie", "refresh_token=" + first),
                "refresh authn_token_created success advanced");
        String second = secret(refreshed.cookie("refresh_token"));
        secret(refreshed.cookie("access_token"));
        expect(401, post(Api.REFRESH), "refresh authn_login_fail refused missing");
        expect(
                401,
                post(Api.REFRESH).header("Cookie", "refresh_token=" + secret("forged-token-canary")),
                "refresh authn_login_fail refused not_genuine");
        expect(403, post(Api.REFRESH).header(CROSS_SITE), "refresh malicious_csrf refused cross_site");

        expect(401, get(Api.AUDIT), "read_audit authz_fail refused not_authenticated");
        expect(401, get(Api.AUDIT_EXPORT), "read_audit authz_fail refused not_authenticated");
        expect(403, get(Api.AUDIT).bearer(access), "read_audit authz_fail refused not_allowed");
        expect(403, get(Api.AUDIT_EXPORT).bearer(access), "read_audit authz_fail refused not_allowed");
        changeGroups("{staff,auditor}");
        expect(200, get(Api.AUDIT).bearer(access), "read_audit sensitive_read success page");
        expect(200, get(Api.AUDIT_EXPORT).bearer(access), "read_audit sensitive_read success export");
        expect(400, get(Api.AUDIT + "?limit=0").bearer(access));

        rename(access);
        changePassword(access);
        manage(access);

        expect(403, post(Api.SIGN_OUT).header(CROSS_SITE), "sign_out malicious_csrf refused cross_site");
        expect(
                204,
                post(Api.SIGN_OUT).header("Cookie", "refresh_token=" + second),
                "sign_out authn_token_revoked success signed_out");
        expect(204, post(Api.SIGN_OUT), "sign_out authn_token_revoked success nothing_to_end");
        expect(
                401,
                post(Api.REFRESH).header("Cookie", "refresh_token=" + second),
                "refresh authn_login_fail refused ended");
        expect(401, get(Api.AUDIT).bearer(access), "read_audit authz_fail refused not_authenticated");
    }

    private static ApiRequest rename(Map<String, String> fields) {
        return patch(Api.ACCOUNT).body(fields);
    }

    private void rename(String access) {
        ApiRequest rename = rename(Map.of("name", "Augusta"));
        expect(401, rename, "change_name authz_fail refused not_authenticated");
        expect(
                400,
                rename(Map.of("name", "Augusta", "email", "x")).bearer(access),
                "change_name input_validation_fail refused malformed");
        Answer renamed = expect(200, rename.bearer(access), "change_name user_updated success");
        assertThat(renamed.json()).isEqualTo(api.account(access).json());
        assertThat(renamed.json().path("name").asText()).isEqualTo("Augusta");
        expect(401, get(Api.EXPORT), "export_account authz_fail refused not_authenticated");
        JsonNode export = expect(200, get(Api.EXPORT).bearer(access), "export_account sensitive_read success")
                .json();
        assertThat(export.at("/account/email").asText()).isEqualTo(email.value());
        assertThat(export.path("events").findValuesAsText("action")).contains("sign_up", "sign_in", "change_name");
    }

    private static ApiRequest changeOf(String current, String chosen) {
        return post(Api.PASSWORD_CHANGE).body(Map.of("current_password", current, "new_password", chosen));
    }

    private void changePassword(String access) {
        ApiRequest change = changeOf(Api.PASSWORD, NEW_PASSWORD);
        expect(401, change, "change_password authn_password_change_fail refused not_authenticated");
        expect(
                400,
                changeOf(WRONG_PASSWORD, NEW_PASSWORD).bearer(access),
                "change_password authn_password_change_fail refused wrong_password");
        expect(
                400,
                changeOf(Api.PASSWORD, "short").bearer(access),
                "change_password authn_password_change_fail refused password_refused");
        expect(
                400,
                post(Api.PASSWORD_CHANGE).body("{}").bearer(access),
                "change_password input_validation_fail refused malformed");
        expect(
                403,
                changeOf(Api.PASSWORD, NEW_PASSWORD).bearer(access).header(CROSS_SITE),
                "change_password malicious_csrf refused cross_site");
        expect(204, change.bearer(access), "change_password authn_password_change success");
        expect(401, signIn(email.value(), Api.PASSWORD), "sign_in authn_login_fail refused wrong_password");
    }

    private void manage(String access) {
        EmailAddress other = api.aSignedUpAddress();
        Answer elsewhere = api.signIn(other, Api.PASSWORD);
        String othersAccess = secret(elsewhere.cookie("access_token"));
        String others = "/api/v1/admin/accounts/"
                + api.account(othersAccess).json().path("id").asText() + "/";
        JsonNode own =
                expect(200, get(Api.SESSIONS).bearer(othersAccess)).json().path("sessions");
        assertThat(own).hasSize(1);
        assertThat(own.path(0).path("current").asBoolean()).isTrue();
        String session = Api.SESSIONS + own.path(0).path("id").asText() + "/";

        expect(404, delete(session).bearer(access), "end_sessions input_validation_fail refused unknown_session");
        expect(403, get(others + "sessions/").bearer(access), "read_sessions authz_fail refused not_allowed");
        expect(403, post(others + "disable/").bearer(access), "change_status authz_fail refused not_allowed");
        changeGroups("{admin}");
        expect(200, get(others + "sessions/").bearer(access), "read_sessions sensitive_read success");
        expect(
                204,
                delete(others + "sessions/").bearer(access),
                "end_sessions authn_token_revoked success ended_by_administrator");
        String again = secret(api.signIn(other, Api.PASSWORD).cookie("refresh_token"));
        expect(204, post(others + "disable/").bearer(access), "change_status user_updated success disabled");
        expect(204, post(others + "disable/").bearer(access), "change_status input_validation_fail refused unchanged");
        expect(
                401,
                post(Api.REFRESH).header("Cookie", "refresh_token=" + again),
                "refresh authn_login_fail refused ended");
        Answer disabled =
                expect(401, signIn(other.value(), Api.PASSWORD), "sign_in authn_login_fail refused account_disabled");
        Answer wrong =
                expect(401, signIn(other.value(), WRONG_PASSWORD), "sign_in authn_login_fail refused wrong_password");
        assertThat(withoutRequestId(disabled)).isEqualTo(withoutRequestId(wrong));
        expect(204, post(others + "enable/").bearer(access), "change_status user_updated success enabled");
        Answer back = api.signIn(other, Api.PASSWORD);
        String last = secret(back.cookie("access_token"));
        String id = api.send("GET", Api.SESSIONS, null, "Authorization", "Bearer " + last)
                .json()
                .at("/sessions/0/id")
                .asText();
        expect(
                204,
                delete(Api.SESSIONS + id + "/").bearer(last),
                "end_sessions authn_token_revoked success ended_by_holder");
        expect(401, delete(Api.SESSIONS + id + "/").bearer(last), "end_sessions authz_fail refused not_authenticated");
        expect(401, delete(Api.SESSIONS).bearer(last), "end_sessions authz_fail refused not_authenticated");
        String everywhere = secret(api.signIn(other, Api.PASSWORD).cookie("access_token"));
        Answer out = expect(
                204,
                delete(Api.SESSIONS).bearer(everywhere),
                "end_sessions authn_token_revoked success all_ended_by_holder");
        assertThat(out.cookie("refresh_token")).isEmpty();
    }

    private static String withoutRequestId(Answer answer) {
        return answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }

    @Test
    void leavesOneEventForEachAttempt() {
        travel();

        // The sign-out that ended nothing is written with the next counts.
        Waits.patiently().untilAsserted(() -> assertThat(left()).isEqualTo(expected));
    }

    @Test
    void leavesNoSecretInTheAuditLogNorInTheServiceLog() {
        travel();
        secrets.addAll(List.of(Api.PASSWORD, WRONG_PASSWORD, NEW_PASSWORD, CAPTCHA));

        List<String> rows = Query.column(
                database(),
                "select (to_jsonb(e) - 'occurred_at')::text from audit_event e where request_id like '" + prefix
                        + "%'");

        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(String.join("\n", rows)).doesNotContain(email.value());
        assertThat(logged()).isNotEmpty();
        for (String secret : secrets) {
            // Digits of a code may be part of an id or of a time.
            Pattern itself = Pattern.compile("(?<![0-9a-f.])" + Pattern.quote(secret) + "(?![0-9a-f])");
            assertThat(itself.matcher(String.join("\n", rows)).find())
                    .as("a secret in a row")
                    .isFalse();
            assertThat(itself.matcher(logged()).find())
                    .as("a secret in a log line")
                    .isFalse();
        }
    }
}
