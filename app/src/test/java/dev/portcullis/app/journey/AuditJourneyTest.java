package dev.portcullis.app.journey;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.TrustedProxy;
import dev.portcullis.app.servers.Waits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The events of the journeys in the audit log, secrets that appear nowhere, and access to the log. Long, because the
 * packaged service starts once for each class, and the tests read what one journey through all endpoints left.
 */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
@QuarkusTestResource(TrustedProxy.class)
class AuditJourneyTest {
    private static final String CAPTCHA = "captcha-canary-5f3a";
    private static final String WRONG_PASSWORD = "wrong-password-canary-77";
    private static final String NEW_PASSWORD = "new-password-canary-78";
    private static final String[] CROSS_SITE = {"Origin", "https://evil.example"};

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementInterface;

    private Api api;

    private final EmailAddress email = anEmailAddress();

    /** Of this test's requests alone. */
    private final String prefix = "journey-" + UUID.randomUUID().toString().substring(0, 8) + "-";

    /** The expected events of each request, as {@code action type outcome reason}. */
    private final Map<String, List<String>> expected = new LinkedHashMap<>();

    private final List<String> secrets = new ArrayList<>();
    private final List<String> logLines = new CopyOnWriteArrayList<>();

    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            ExtLogRecord full = ExtLogRecord.wrap(line);
            logLines.add(full.getFormattedMessage() + " " + full.getMdcCopy() + " " + full.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void meetTheService() {
        api = new Api(base, checks());
        Logger.getLogger("").addHandler(recorder);
    }

    @AfterEach
    void stopRecording() {
        Logger.getLogger("").removeHandler(recorder);
    }

    /** Each response is validated against the OpenAPI document that the service publishes. */
    Consumer<Api.ServedAnswer> checks() {
        return OpenApiDocument.servedAt(managementInterface)::requireAsDocumented;
    }

    /** To the database of the service. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                setting("quarkus.datasource.jdbc.url"),
                setting("quarkus.datasource.username"),
                setting("quarkus.datasource.password"));
    }

    private static String setting(String key) {
        return ConfigProvider.getConfig().getOptionalValue(key, String.class).orElse("");
    }

    /** All that the service has logged since the test began, or before. */
    String logged() {
        return String.join("\n", logLines);
    }

    // ---- requests with their expected events

    private static final class Request {
        final String method;
        final String path;
        String body;
        final List<String> headers = new ArrayList<>();

        Request(String method, String path) {
            this.method = method;
            this.path = path;
        }

        Request body(Map<String, String> fields) {
            return body(Api.json(fields));
        }

        Request body(String text) {
            body = text;
            return this;
        }

        Request header(String... nameAndValue) {
            headers.addAll(List.of(nameAndValue));
            return this;
        }

        Request bearer(String token) {
            return header("Authorization", "Bearer " + token);
        }
    }

    private static Request post(String path) {
        return new Request("POST", path);
    }

    private static Request delete(String path) {
        return new Request("DELETE", path);
    }

    private static Request get(String path) {
        return new Request("GET", path);
    }

    private Request signUp() {
        return post(Api.SIGN_UP)
                .body(Map.of("email", email.value(), "password", Api.PASSWORD, "name", "Ada", "captcha", CAPTCHA));
    }

    private Request signIn(String login, String password) {
        return post(Api.SIGN_IN).body(Map.of("login", login, "password", password, "captcha", CAPTCHA));
    }

    private static Request resend(EmailAddress address) {
        return post(Api.RESEND).body(Map.of("email", address.value()));
    }

    private static Request forgot(EmailAddress address) {
        return post(Api.FORGOT).body(Map.of("email", address.value()));
    }

    private static Request reset(EmailAddress address, String code) {
        return post(Api.RESET).body(Map.of("email", address.value(), "code", code, "new_password", Api.PASSWORD));
    }

    private static Request verify(String code) {
        return post(Api.VERIFY).body(Map.of("verification_code", code));
    }

    /** @param event {@code action type outcome reason}; none for requests without an event */
    @CanIgnoreReturnValue
    private Answer expect(int status, Request request, String... event) {
        String id = prefix + expected.size();
        expected.put(id, List.of(event));
        List<String> headers = new ArrayList<>(request.headers);
        headers.addAll(List.of("X-Request-Id", id));
        headers.addAll(List.of(TrustedProxy.fromANewNetwork()));
        Answer answer = api.send(request.method, request.path, request.body, headers.toArray(String[]::new));
        assertThat(answer.status())
                .as("%s %s: %s", request.method, request.path, answer.body())
                .isEqualTo(status);
        return answer;
    }

    private String codeMailed(int mail) {
        return MailServer.codeIn(MailServer.newestOf(mail, email)).reveal();
    }

    @CanIgnoreReturnValue
    private String secret(String value) {
        secrets.add(value);
        return value;
    }

    // ---- actual events

    private List<String> query(String sql, String parameter) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            List<String> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, List<String>> left() {
        Map<String, List<String>> left = new LinkedHashMap<>();
        expected.keySet()
                .forEach(id -> left.put(
                        id,
                        query(
                                "select concat_ws(' ', action, type, outcome, reason) from audit_event"
                                        + " where request_id = ? order by occurred_at",
                                id)));
        return left;
    }

    private void changeGroups(String groups) {
        List<String> changed =
                query("update account set groups = '" + groups + "' where email = ? returning id::text", email.value());
        assertThat(changed).hasSize(1);
    }

    /** Signs up, verifies, and signs in. */
    private String accessTokenOfAVerifiedAccount() {
        api.signUpAndVerify(email);
        return api.signIn(email, Api.PASSWORD).cookie("access_token");
    }

    // ---- the journey

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

    private static Request rename(Map<String, String> fields) {
        return new Request("PATCH", Api.ACCOUNT).body(fields);
    }

    private void rename(String access) {
        Request rename = rename(Map.of("name", "Augusta"));
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

    private static Request changeOf(String current, String chosen) {
        return post(Api.PASSWORD_CHANGE).body(Map.of("current_password", current, "new_password", chosen));
    }

    private void changePassword(String access) {
        Request change = changeOf(Api.PASSWORD, NEW_PASSWORD);
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
        expect(403, post(others + "disable/").bearer(access), "change_standing authz_fail refused not_allowed");
        changeGroups("{admin}");
        expect(200, get(others + "sessions/").bearer(access), "read_sessions sensitive_read success");
        expect(
                204,
                delete(others + "sessions/").bearer(access),
                "end_sessions authn_token_revoked success ended_by_administrator");
        String again = secret(api.signIn(other, Api.PASSWORD).cookie("refresh_token"));
        expect(204, post(others + "disable/").bearer(access), "change_standing user_updated success disabled");
        expect(
                204,
                post(others + "disable/").bearer(access),
                "change_standing input_validation_fail refused unchanged");
        expect(
                401,
                post(Api.REFRESH).header("Cookie", "refresh_token=" + again),
                "refresh authn_login_fail refused ended");
        Answer disabled =
                expect(401, signIn(other.value(), Api.PASSWORD), "sign_in authn_login_fail refused account_disabled");
        Answer wrong =
                expect(401, signIn(other.value(), WRONG_PASSWORD), "sign_in authn_login_fail refused wrong_password");
        assertThat(withoutRequestId(disabled)).isEqualTo(withoutRequestId(wrong));
        expect(204, post(others + "enable/").bearer(access), "change_standing user_updated success enabled");
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
    void tellsTheHolderOfAnotherPasswordByMailInTheirLanguage() throws MessagingException {
        String access = accessTokenOfAVerifiedAccount();

        expect(
                204,
                changeOf(Api.PASSWORD, NEW_PASSWORD).bearer(access),
                "change_password authn_password_change success");
        MimeMessage inEnglish = MailServer.newestOf(2, email);
        expect(
                204,
                changeOf(NEW_PASSWORD, Api.PASSWORD).bearer(access).header("Accept-Language", "da"),
                "change_password authn_password_change success");
        MimeMessage inDanish = MailServer.newestOf(3, email);

        assertThat(inEnglish.getSubject()).isEqualTo("Your Portcullis password was changed");
        assertThat(inDanish.getSubject()).isEqualTo("Din adgangskode til Portcullis er ændret");
        for (MimeMessage mail : List.of(inEnglish, inDanish)) {
            assertThat(MailServer.text(mail)).contains("(UTC)").doesNotContain("<", NEW_PASSWORD, Api.PASSWORD);
            assertThat(MailServer.html(mail)).contains("<html", "(UTC)");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        }
    }

    @Test
    void leavesOneEventForEachAttempt() {
        travel();

        // The sign-out that ended nothing is written with the next counts.
        Waits.patiently().untilAsserted(() -> assertThat(left()).isEqualTo(expected));
    }

    @Test
    void countsWhatIsTurnedAwayFromOneNetworkAndShowsTheCount() {
        int requests = 30;
        String[] network = TrustedProxy.fromANewNetwork();
        for (int i = 0; i < requests; i++) {
            assertThat(api.send("POST", Api.SIGN_OUT, null, network).status()).isEqualTo(204);
            assertThat(api.send("POST", Api.SIGN_UP, "{}", network).status()).isEqualTo(400);
        }

        String access = accessTokenOfAVerifiedAccount();
        changeGroups("{auditor}");
        String filter = "?type=%s&address=" + network[1];
        Waits.patiently().untilAsserted(() -> {
            List<JsonNode> signOuts = readInPages(filter.formatted("authn_token_revoked"), access);
            List<JsonNode> signUps = readInPages(filter.formatted("input_validation_fail"), access);
            // Periods that end meanwhile divide the requests among some more events.
            assertThat(signOuts).hasSizeLessThan(requests / 2);
            assertThat(signUps).hasSizeLessThan(requests);
            assertThat(requestsIn(signOuts)).isEqualTo(requests);
            assertThat(requestsIn(signUps)).isEqualTo(requests);
        });
    }

    private static long requestsIn(List<JsonNode> events) {
        return events.stream().mapToLong(event -> event.path("count").asLong(1)).sum();
    }

    @Test
    void leavesNoSecretInTheAuditLogNorInTheServiceLog() {
        travel();
        secrets.addAll(List.of(Api.PASSWORD, WRONG_PASSWORD, NEW_PASSWORD, CAPTCHA));

        List<String> rows = query(
                "select (to_jsonb(e) - 'occurred_at')::text from audit_event e where request_id like ?", prefix + "%");

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

    /** The token as older versions of Swagger UI sent it. */
    @Test
    void saysWhatAVerificationTokenIsForWhereItDoesNotBelong() {
        String token = api.signUp(email).json().path("verification_token").asText();
        String cookie = "access_token=" + api.signIn(email, Api.PASSWORD).cookie("access_token");

        Answer refused = api.send("GET", Api.ACCOUNT, null, "Authorization", "Bearer " + token, "Cookie", cookie);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("not_authenticated");
        assertThat(refused.json().path("detail").asText()).contains("This token is for e-mail verification");
        assertThat(api.send("GET", Api.ACCOUNT, null, "Cookie", cookie).status())
                .isEqualTo(200);
    }

    /** Anyone can write a header, so no header is a fault of the service, on any route and in any place for a token. */
    @Test
    void refusesTokensWithHeadersOfAnotherJsonTypeWithoutAFault() {
        String account = "/api/v1/admin/accounts/" + UUID.randomUUID() + "/";
        List<Request> requests = List.of(
                get(Api.ACCOUNT),
                verify("123456"),
                changeOf(Api.PASSWORD, NEW_PASSWORD),
                rename(Map.of("name", "Augusta")),
                get(Api.EXPORT),
                get(Api.SESSIONS),
                delete(Api.SESSIONS + UUID.randomUUID() + "/"),
                get(Api.AUDIT),
                get(Api.AUDIT_EXPORT),
                get(account + "sessions/"),
                delete(account + "sessions/"),
                post(account + "disable/"),
                post(account + "enable/"),
                post(Api.REFRESH));
        String id = prefix + "header";
        for (String header : List.of(
                "{'alg':'ES256','typ':1,'kid':'x'}",
                "{'alg':'ES256','typ':'at+jwt','kid':1}",
                "{'alg':'ES256','typ':'verification+jwt','kid':{}}",
                "{'alg':[],'typ':'at+jwt','kid':'x'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'x','cty':1}",
                "[]")) {
            String token = encoded(header.replace('\'', '"')) + "." + encoded("{}") + "." + "A".repeat(86);
            for (String[] place : List.of(
                    new String[] {"Authorization", "Bearer " + token},
                    new String[] {"Cookie", "access_token=" + token + "; refresh_token=" + token})) {
                for (Request request : requests) {
                    String[] network = TrustedProxy.fromANewNetwork();
                    Answer answer = api.send(
                            request.method,
                            request.path,
                            request.body,
                            place[0],
                            place[1],
                            "X-Request-Id",
                            id,
                            network[0],
                            network[1]);
                    assertThat(answer.status())
                            .as("%s %s with %s in %s", request.method, request.path, header, place[0])
                            .isEqualTo(401);
                }
            }
        }

        assertThat(query("select reason from audit_event where request_id = ?", id))
                .hasSizeGreaterThan(100)
                .doesNotContain("fault");
        assertThat(logged()).doesNotContain(id).doesNotContain("ClassCastException");
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Forged log lines could conceal an attack. */
    @Test
    void writesNoLineThatACallerMadeUp() {
        String forged = "forged-" + UUID.randomUUID();
        for (String end : List.of("\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029", "\u001b[2K", "\t\u0000")) {
            String value = "x" + end + forged;
            String id = prefix + "line";
            String[] network = TrustedProxy.fromANewNetwork();
            String[] headers = {"X-Request-Id", id, "Accept-Language", "da; " + forged, network[0], network[1]};
            Map<String, String> values = Map.of(
                    "email", value + "@example.com",
                    "login", value,
                    "name", value,
                    "password", value,
                    "verification_code", value,
                    "captcha", value);
            for (String path : List.of(Api.SIGN_UP, Api.SIGN_IN, Api.VERIFY, Api.REFRESH, Api.SIGN_OUT)) {
                assertThat(api.send("POST", path, Api.json(values), headers).status())
                        .isBetween(200, 499);
            }
            String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
            assertThat(api.send("GET", "/api/v1/" + encoded, null, headers).status())
                    .isBetween(400, 499);
            assertThat(api.send("GET", Api.AUDIT + "?type=" + encoded + "&" + encoded + "=1", null, headers)
                            .status())
                    .isBetween(400, 499);
        }
        for (String id : List.of("x " + forged, "x;" + forged, "x\u00e6" + forged)) {
            Answer answer = api.send("POST", Api.SIGN_OUT, null, "X-Request-Id", id, "User-Agent", id);
            assertThat(answer.headers().get("x-request-id")).doesNotContain(id);
        }

        assertThat(logged()).doesNotContain(forged);
        assertThat(query("select to_jsonb(e)::text from audit_event e where request_id = ?", prefix + "line"))
                .hasSizeGreaterThan(30)
                .noneMatch(row -> row.contains(forged));
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }

    /** From the newest on: reading adds an event at that end, which no later page shows. */
    private List<JsonNode> readInPages(String filter, String access) {
        List<JsonNode> events = new ArrayList<>();
        JsonNode next = null;
        do {
            String cursor = next == null ? "" : "&cursor=" + next.asText();
            JsonNode page = api.send("GET", Api.AUDIT + filter + cursor, null, "Authorization", "Bearer " + access)
                    .json();
            page.path("events").forEach(events::add);
            next = page.path("next");
        } while (!next.isNull());
        return events;
    }

    private static List<JsonNode> lines(Answer jsonLines) {
        return jsonLines
                .body()
                .lines()
                .map(line -> new Answer(200, Map.of(), line).json())
                .toList();
    }

    @Test
    void showsAnAuditorWhatHappenedToAnAccount() {
        String access = accessTokenOfAVerifiedAccount();
        String account = api.account(access).json().path("id").asText();
        changeGroups("{auditor}");

        List<JsonNode> pages = readInPages("?limit=1&account=" + account, access);
        Answer jsonLines =
                api.send("GET", Api.AUDIT_EXPORT + "?account=" + account, null, "Authorization", "Bearer " + access);
        Answer csv = api.send(
                "GET",
                Api.AUDIT_EXPORT + "?format=csv&type=user_created&account=" + account,
                null,
                "Cookie",
                "access_token=" + access);

        assertThat(types(pages)).containsExactly("authn_login_success", "user_updated", "user_created");
        assertThat(lines(jsonLines).subList(0, 3)).containsExactly(pages.get(2), pages.get(1), pages.get(0));
        assertThat(types(lines(jsonLines)))
                .containsExactly(
                        "user_created",
                        "user_updated",
                        "authn_login_success",
                        "sensitive_read",
                        "sensitive_read",
                        "sensitive_read");
        assertThat(csv.body().lines()).hasSize(2).last().asString().contains("user_created", account);
    }

    @Test
    void noticesAtOnceThatAGroupWasTakenAway() {
        String access = accessTokenOfAVerifiedAccount();
        changeGroups("{admin}");
        expect(200, get(Api.AUDIT).bearer(access), "read_audit sensitive_read success page");

        changeGroups("{}");

        expect(403, get(Api.AUDIT).bearer(access), "read_audit authz_fail refused not_allowed");
        assertThat(left()).isEqualTo(expected);
    }
}
