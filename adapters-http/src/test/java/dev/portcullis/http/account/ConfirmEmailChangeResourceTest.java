package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ConfirmEmailChangeResourceTest extends EmailChangeRequests {
    private static final String CONFIRM = PATH + "confirm/";

    @Test
    void changesTheAddressAndIssuesAnAccessTokenWithIt() {
        requested();

        send(CONFIRM, code())
                .statusCode(200)
                .body("email", equalTo("new@example.com"))
                .body("email_verified", equalTo(true))
                .header("Set-Cookie", containsString("access_token="));
    }

    @Test
    void refusesOtherCodes() {
        requested();

        send(CONFIRM, body(code().contains("000000") ? "000001" : "000000"))
                .statusCode(400)
                .body("code", equalTo("code_invalid"));
    }

    @Test
    void refusesACodeIfNothingWasAskedFor() {
        send(CONFIRM, body("123456")).statusCode(400).body("code", equalTo("code_expired"));
    }

    @Test
    void refusesWhoShowsNoGoodToken() {
        sending(body("123456")).post(CONFIRM).then().statusCode(401).body("code", equalTo("not_authenticated"));
    }

    @Test
    void refusesTooManyCalls() {
        door.throttles(Duration.ofSeconds(7));

        send(CONFIRM, body("123456")).statusCode(429).header("Retry-After", "7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{} | required", "{\"code\": 123456} | wrong_type", "{\"code\": \"12345\"} | malformed"})
    void namesTheFieldThatIsNotRight(String body, String code) {
        send(CONFIRM, body)
                .statusCode(400)
                .body("errors.field", contains("code"))
                .body("errors.code", contains(code));
    }

    @Test
    void refusesPagesOfOtherSites() {
        sending(body("123456"))
                .header("Cookie", "access_token=" + holder.bearer().reveal())
                .header("Sec-Fetch-Site", "cross-site")
                .post(CONFIRM)
                .then()
                .statusCode(403)
                .body("code", equalTo("cross_site_request"));

        assertThat(door.events)
                .containsExactly(AuditEvents.refused(AuditAction.CONFIRM_EMAIL_CHANGE, "malicious_csrf", "cross_site"));
    }
}
