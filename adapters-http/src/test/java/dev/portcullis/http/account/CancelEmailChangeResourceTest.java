package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CancelEmailChangeResourceTest extends EmailChangeRequests {
    private static final String CANCEL = PATH + "cancel/";

    @Test
    void needsNoSessionAndEndsAllOfThem() {
        requested();
        send(PATH + "confirm/", code()).statusCode(200);

        sending(cancellation()).post(CANCEL).then().statusCode(204);

        assertThat(holder.canRefresh()).isFalse();
        sending(cancellation()).post(CANCEL).then().statusCode(400).body("code", equalTo("code_expired"));
    }

    @Test
    void refusesOtherCodes() {
        sending(body("f414e2db-15fc-e3bb-6666-e41e3257205d"))
                .post(CANCEL)
                .then()
                .statusCode(400)
                .body("code", equalTo("code_invalid"));
    }

    @Test
    void refusesTooManyCalls() {
        door.throttles(Duration.ofSeconds(7));

        sending(body("f414e2db-15fc-e3bb-6666-e41e3257205d"))
                .post(CANCEL)
                .then()
                .statusCode(429)
                .header("Retry-After", "7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{} | required", "{\"code\": 1} | wrong_type", "{\"code\": \"123456\"} | malformed"})
    void namesTheFieldThatIsNotRight(String body, String code) {
        send(CANCEL, body)
                .statusCode(400)
                .body("errors.field", contains("code"))
                .body("errors.code", contains(code));
    }

    @Test
    void refusesPagesOfOtherSites() {
        sending(body("f414e2db-15fc-e3bb-6666-e41e3257205d"))
                .header("Cookie", "access_token=" + holder.bearer().reveal())
                .header("Sec-Fetch-Site", "cross-site")
                .post(CANCEL)
                .then()
                .statusCode(403)
                .body("code", equalTo("cross_site_request"));

        assertThat(door.events)
                .containsExactly(AuditEvents.refused(AuditAction.CANCEL_EMAIL_CHANGE, "malicious_csrf", "cross_site"));
    }
}
