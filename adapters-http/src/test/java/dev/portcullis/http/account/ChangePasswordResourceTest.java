package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.http.OwnProvider;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.mail.MailKind;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ChangePasswordResourceTest {
    private static final String PATH = "/api/v1/account/password/";
    private static final String BODY =
            "{\"current_password\": \"correct horse battery\", \"new_password\": \"staple battery horse\"}";

    @Inject
    OwnProvider own;

    @Inject
    ScriptedProvider door;

    private SignedIn holder;

    @BeforeEach
    void signIn() {
        own.reset();
        door.reset();
        holder = SignedIn.someone(own.portcullis());
    }

    private ValidatableResponse change(String body) {
        return sending(body)
                .header("Authorization", "Bearer " + holder.bearer().reveal())
                .post(PATH)
                .then();
    }

    @Test
    void changesThePasswordEndsTheOtherSessionsAndOrdersAMail() {
        SignedIn other = holder.onAnotherDevice();

        change(BODY).statusCode(204);

        assertThat(other.canRefresh()).isFalse();
        assertThat(holder.canRefresh()).isTrue();
        assertThat(own.portcullis().deliverMail().name()).isEqualTo("SENT");
        assertThat(own.portcullis().mailbox.notices().get(0).kind()).isEqualTo(MailKind.PASSWORD_CHANGED);
    }

    @Test
    void takesTheAccessCookie() {
        sending(BODY)
                .header("Cookie", "access_token=" + holder.bearer().reveal())
                .post(PATH)
                .then()
                .statusCode(204);
    }

    @Test
    void refusesAWrongCurrentPassword() {
        change(BODY.replace("correct", "wrong")).statusCode(400).body("code", equalTo("wrong_password"));

        assertThat(door.events.get(0).type()).isEqualTo("authn_password_change_fail");
    }

    @Test
    void saysWhyTheNewPasswordIsNotTaken() {
        change(BODY.replace("staple battery horse", "short"))
                .statusCode(400)
                .body("code", equalTo("password_refused"))
                .body("errors.field", contains("new_password"))
                .body("errors.code", contains("too_short"));
    }

    @Test
    void refusesWhoShowsNoGoodToken() {
        sending(BODY)
                .post(PATH)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("not_authenticated"));
    }

    @Test
    void refusesTooManyGuesses() {
        door.delaysGuesses(Duration.ofSeconds(7));

        change(BODY).statusCode(429).header("Retry-After", "7").body("code", equalTo("rate_limited"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"current_password\": \"x\"}                        | new_password     | required",
                "{\"new_password\": \"staple battery horse\"}         | current_password | required",
                "{\"current_password\": \"x\", \"new_password\": 1}   | new_password     | wrong_type",
                "{\"current_password\": \"\", \"new_password\": \"staple battery horse\"} | current_password | required"
            })
    void namesTheFieldThatIsNotRight(String body, String field, String code) {
        change(body)
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains(field))
                .body("errors.code", contains(code));

        assertThat(door.events)
                .containsExactly(
                        AuditEvents.refused(AuditAction.CHANGE_PASSWORD, "input_validation_fail", "malformed"));
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
                .containsExactly(AuditEvents.refused(AuditAction.CHANGE_PASSWORD, "malicious_csrf", "cross_site"));
    }

    @Test
    void namesANewPasswordThatThePolicyRefusesTogetherWithTheCurrentOne() {
        change("{\"new_password\": \"short\"}")
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("current_password", "new_password"))
                .body("errors.code", contains("required", "too_short"));

        change("{\"current_password\": \"wrong\", \"new_password\": \"short\"}")
                .statusCode(400)
                .body("code", equalTo("wrong_password"))
                .body("errors.field", contains("new_password"))
                .body("errors.code", contains("too_short"));
    }
}
