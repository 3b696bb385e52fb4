package dev.portcullis.http.audit;

import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.SESSION_ID;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.audit.reading.AuditReader.Order;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.http.ScriptedAuditReader;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditResourceTest {
    private static final String PATH = "/api/v1/admin/audit/";
    private static final String EXPORT = "/api/v1/admin/audit/export/";

    @Inject
    ScriptedProvider provider;

    @Inject
    ScriptedAuditReader log;

    @BeforeEach
    void forget() {
        provider.reset();
        log.reset();
    }

    private static ValidatableResponse get(String path) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer access.token")
                .get(path)
                .then();
    }

    private static void assertProblem(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status).contentType("application/problem+json").body("code", equalTo(code));
    }

    @Test
    void showsAPageWithTheNewestEventFirst() {
        log.admits();
        log.has(3);

        get(PATH)
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("size()", equalTo(2))
                .body("events", hasSize(3))
                .body("events.request_id", equalTo(List.of("request-2", "request-1", "request-0")))
                .body("events[2].size()", equalTo(16))
                .body("events[2].occurred_at", equalTo("2026-11-24T12:00:00.000001Z"))
                .body("events[2].account_id", equalTo(ACCOUNT_ID.toString()))
                .body("events[0]", not(hasKey("account_id")))
                .body("$", hasKey("next"))
                .body("next", nullValue());

        assertThat(log.asked).containsExactly(new BearerToken("access.token"), AuditFilter.ALL, Order.NEWEST_FIRST);
        assertThat(provider.events)
                .containsExactly(AuditEvents.succeeded(
                        AuditAction.READ_AUDIT, "sensitive_read", "page", ACCOUNT_ID, SESSION_ID));
    }

    @Test
    void takesTheAccessCookieAndThePathWithoutItsSlash() {
        log.admits();

        given().header("Cookie", "access_token=access.token")
                .get(PATH.substring(0, PATH.length() - 1))
                .then()
                .statusCode(200);

        assertThat(log.asked).contains(new BearerToken("access.token"));
    }

    @ParameterizedTest
    @CsvSource({"newest, request-6", "oldest, request-0"})
    void leadsThroughTheWholeLogByCursors(String order, String first) {
        log.admits();
        log.has(7);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = get(PATH + "?limit=3&order=" + order + cursor)
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("events.request_id"));
            cursor = page.get("next") == null ? null : "&cursor=" + page.getString("next");
        }

        assertThat(seen).hasSize(7).doesNotHaveDuplicates().startsWith(first);
    }

    @Test
    void passesOnEachFilter() {
        log.admits();

        get(PATH + "?from=2026-11-24T12:00:00%2B01:00&until=2026-11-24t12:00:00.0000011z&type=authn_login_fail"
                        + "&outcome=refused&account=" + ACCOUNT_ID + "&session=" + SESSION_ID
                        + "&address=2001:db8::1")
                .statusCode(200);

        assertThat(log.asked)
                .contains(new AuditFilter(
                        Instant.parse("2026-11-24T11:00:00Z"),
                        Instant.parse("2026-11-24T12:00:00.000002Z"),
                        "authn_login_fail",
                        "refused",
                        ACCOUNT_ID,
                        SESSION_ID,
                        "2001:db8::1"));
    }

    @Test
    void recordsAnExportWithAnInvalidQuery() {
        log.admits();

        assertProblem(get(EXPORT + "?from=yesterday"), 400, "validation_failed");

        assertThat(provider.events)
                .containsExactly(AuditEvents.refused(AuditAction.READ_AUDIT, "input_validation_fail", "malformed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=yesterday            | from    | malformed",
                "from=2026-11-24           | from    | malformed",
                "from=2026-11-24T12:00:00  | from    | malformed",
                "from=2026-02-30T12:00:00Z | from    | malformed",
                "from=2026-11-24T12:00:00+01:00 | from | malformed",
                "until=%2B999999999-12-31T23:59:59Z | until | malformed",
                "until=                    | until   | required",
                "type=Type                 | type    | malformed",
                "type=a'b                  | type    | malformed",
                "outcome=denied            | outcome | malformed",
                "account=1-1-1-1-1         | account | malformed",
                "session=x                 | session | malformed",
                "address=%00               | address | forbidden_character",
                "limit=0                   | limit   | malformed",
                "limit=1001                | limit   | malformed",
                "limit=-1                  | limit   | malformed",
                "limit=1e2                 | limit   | malformed",
                "limit=99999999999         | limit   | malformed",
                "order=up                  | order   | malformed",
                "cursor=x                  | cursor  | malformed",
                "limit=1&limit=1           | limit   | repeated",
                "Limit=1                   | Limit   | unknown",
                "format=csv                | format  | unknown",
                "acount=x                  | acount  | unknown",
                "<script>=1                | query   | unknown"
            })
    void namesTheParameterThatIsNotRight(String query, String field, String code) {
        log.admits();

        ValidatableResponse answer = get(PATH + "?" + query.replace("<", "%3C").replace(">", "%3E"));

        assertProblem(answer, 400, "validation_failed");
        answer.body("errors.size()", equalTo(1))
                .body("errors[0].field", equalTo(field))
                .body("errors[0].code", equalTo(code));
        assertThat(log.asked).isEmpty();
        assertThat(provider.events).isEmpty();
    }

    @Test
    void namesAllThatIsNotRightInOneAnswer() {
        ValidatableResponse answer = get(EXPORT + "?from=x&outcome=y&format=xml&limit=1");

        assertProblem(answer, 400, "validation_failed");
        answer.body("errors.field", containsInAnyOrder("from", "outcome", "format", "limit"));
    }

    @Test
    void doesNotRepeatUnknownNamesWithoutEnd() {
        StringBuilder query = new StringBuilder("?a=1");
        for (int i = 0; i < 500; i++) {
            query.append("&n").append(i);
        }

        assertProblem(get(PATH + query), 400, "validation_failed");
        get(PATH + query).body("errors.size()", equalTo(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, EXPORT})
    void isForAuditorsAlone(String path) {
        ValidatableResponse unknown = get(path);
        assertProblem(unknown, 401, "not_authenticated");
        unknown.header("WWW-Authenticate", "Bearer");

        log.refuses(Result.<Void>refused(Reason.NOT_ALLOWED).about(ACCOUNT_ID));
        assertProblem(get(path), 403, "forbidden");

        assertThat(provider.events)
                .containsExactly(
                        AuditEvents.refused(AuditAction.READ_AUDIT, "authz_fail", "not_authenticated"),
                        AuditEvents.refused(
                                AuditAction.READ_AUDIT, "authz_fail", "not_allowed", ACCOUNT_ID, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, EXPORT})
    void keepsTheStatusWithWhichTheUpstreamRefuses(String path) {
        log.refuses(
                Result.refused(Reason.PROVIDER_RATE_LIMITED),
                new UpstreamResponse(429, "", List.of(), Duration.ofSeconds(9), null));
        ValidatableResponse limited = get(path);
        assertProblem(limited, 429, "rate_limited");
        limited.header("Retry-After", "9");

        log.refuses(Result.refused(Reason.PROVIDER_REJECTED), new UpstreamResponse(451, "", List.of(), null, null));
        assertProblem(get(path), 451, "upstream_refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, EXPORT})
    void showsNothingThatCannotBeRecorded(String path) {
        log.admits();
        log.has(3);
        provider.keepsNoEvents();

        assertProblem(get(path), 503, "audit_unavailable");
    }

    @Test
    void exportsJsonLinesWithTheOldestEventFirst() {
        log.admits();
        log.has(2500);

        String body = get(EXPORT)
                .statusCode(200)
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Disposition", "attachment; filename=\"audit.jsonl\"")
                .header("Cache-Control", "no-store")
                .header("Transfer-Encoding", "chunked")
                .extract()
                .asString();

        List<String> lines = body.lines().toList();
        assertThat(lines).hasSize(2500);
        assertThat(lines.get(0)).contains("\"request-0\"");
        assertThat(lines.get(2499)).contains("\"request-2499\"");
        assertThat(provider.events)
                .containsExactly(AuditEvents.succeeded(
                        AuditAction.READ_AUDIT, "sensitive_read", "export", ACCOUNT_ID, SESSION_ID));
    }

    @Test
    void exportsCsv() {
        log.admits();
        log.has(1001);

        String body = get(EXPORT + "?format=csv&outcome=refused")
                .statusCode(200)
                .header("Content-Type", "text/csv; charset=utf-8; header=present")
                .header("Content-Disposition", "attachment; filename=\"audit.csv\"")
                .extract()
                .asString();

        assertThat(body.lines()).hasSize(1002);
        assertThat(log.asked)
                .contains(new AuditFilter(
                        null, ScriptedAuditReader.FIRST.plusSeconds(3600), null, "refused", null, null, null));
    }

    @Test
    void exportsAnEmptyLog() {
        log.admits();

        assertThat(get(EXPORT).statusCode(200).extract().asString()).isEmpty();
    }

    @Test
    void answersHeadWithoutReadingTheLog() {
        log.admits();
        log.has(5000);

        given().header("Authorization", "Bearer access.token")
                .head(EXPORT)
                .then()
                .statusCode(200)
                .header("Content-Type", "application/x-ndjson");

        assertThat(log.asked).containsExactly(new BearerToken("access.token"));
    }

    @Test
    void answersWithAProblemWhereNothingHasLeftYet() {
        log.admits();
        log.has(1000);
        log.failsAfter(0);

        assertProblem(get(EXPORT), 500, "internal_error");
    }
}
