package dev.portcullis.app.journey;

import static dev.portcullis.app.journey.ApiRequest.delete;
import static dev.portcullis.app.journey.ApiRequest.get;
import static dev.portcullis.app.journey.ApiRequest.patch;
import static dev.portcullis.app.journey.ApiRequest.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.TrustedProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Input that was made to break the service, or to write into its logs. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
@QuarkusTestResource(TrustedProxy.class)
class HostileInputTest extends AuditJourney {
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
        List<ApiRequest> requests = List.of(
                get(Api.ACCOUNT),
                post(Api.VERIFY).body(Map.of("verification_code", "123456")),
                post(Api.PASSWORD_CHANGE)
                        .body(Map.of("current_password", Api.PASSWORD, "new_password", "new_password_77")),
                patch(Api.ACCOUNT).body(Map.of("name", "Augusta")),
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
                for (ApiRequest request : requests) {
                    String[] network = TrustedProxy.fromANewNetwork();
                    Answer answer = api.send(request, place[0], place[1], "X-Request-Id", id, network[0], network[1]);
                    assertThat(answer.status())
                            .as("%s %s with %s in %s", request.method, request.path, header, place[0])
                            .isEqualTo(401);
                }
            }
        }

        assertThat(Query.column(database(), "select reason from audit_event where request_id = '" + id + "'"))
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
        assertThat(Query.column(
                        database(),
                        "select to_jsonb(e)::text from audit_event e where request_id = '" + prefix + "line'"))
                .hasSizeGreaterThan(30)
                .noneMatch(row -> row.contains(forged));
    }
}
