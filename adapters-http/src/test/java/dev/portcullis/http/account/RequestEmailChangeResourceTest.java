package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.composition.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RequestEmailChangeResourceTest extends EmailChangeRequests {
    @Test
    void mailsACodeToTheNormalizedAddress() {
        send(PATH, BODY).statusCode(202).body(emptyString());

        assertThat(own.portcullis().deliverMail().name()).isEqualTo("SENT");
        assertThat(own.portcullis().mailbox.last().to()).isEqualTo(new EmailAddress("new@example.com"));
    }

    @Test
    void respondsTheSameToAnAddressThatIsTaken() {
        String taken = SignedIn.someone(own.portcullis()).email().value();

        send(PATH, BODY.replace(" New@Example.com ", taken)).statusCode(202).body(emptyString());
    }

    @Test
    void refusesAWrongCurrentPassword() {
        send(PATH, BODY.replace("correct", "wrong")).statusCode(400).body("code", equalTo("wrong_password"));
    }

    @Test
    void refusesTheAddressOfTheCaller() {
        send(PATH, BODY.replace(" New@Example.com ", holder.email().value()))
                .statusCode(409)
                .body("code", equalTo("email_taken"));
    }

    @Test
    void refusesWhoShowsNoGoodToken() {
        sending(BODY).post(PATH).then().statusCode(401).body("code", equalTo("not_authenticated"));
    }

    @Test
    void refusesTooManyGuesses() {
        door.delaysGuesses(Duration.ofSeconds(7));

        send(PATH, BODY).statusCode(429).header("Retry-After", "7").body("code", equalTo("rate_limited"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"current_password\": \"x\"}                                       | new_email        | required",
                "{\"new_email\": \"a@example.com\"}                                  | current_password | required",
                "{\"new_email\": 1, \"current_password\": \"x\"}                     | new_email        | wrong_type",
                "{\"new_email\": \"a\\u3164@example.com\", \"current_password\": \"x\"} | new_email        | malformed",
                "{\"new_email\": \"example.com\", \"current_password\": \"x\"}       | new_email        | malformed"
            })
    void namesTheFieldThatIsNotRight(String body, String field, String code) {
        send(PATH, body)
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains(field))
                .body("errors.code", contains(code));

        assertThat(door.events)
                .containsExactly(
                        AuditEvents.refused(AuditAction.REQUEST_EMAIL_CHANGE, "input_validation_fail", "malformed"));
    }

    @Test
    void refusesPagesOfOtherSites() {
        sending(BODY)
                .header("Cookie", "access_token=" + holder.bearer().reveal())
                .header("Sec-Fetch-Site", "cross-site")
                .post(PATH)
                .then()
                .statusCode(403)
                .body("code", equalTo("cross_site_request"));

        assertThat(door.events)
                .containsExactly(AuditEvents.refused(AuditAction.REQUEST_EMAIL_CHANGE, "malicious_csrf", "cross_site"));
    }
}
