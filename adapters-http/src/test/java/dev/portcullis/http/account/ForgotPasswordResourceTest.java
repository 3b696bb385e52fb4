package dev.portcullis.http.account;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.http.OwnProvider;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.mail.DeliverMail;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ForgotPasswordResourceTest {
    private static final String PATH = "/api/v1/auth/password/forgot/";
    private static final String BODY = "{\"email\": \"ada@example.com\"}";

    @Inject
    OwnProvider own;

    @Inject
    ScriptedProvider door;

    @BeforeEach
    void reset() {
        own.reset();
        door.reset();
    }

    private static ValidatableResponse forgot(String body) {
        return sending(body).post(PATH).then();
    }

    private void signUp() {
        SignUp.Command command = new SignUp.Command(
                ProviderContract.aRegistration(new EmailAddress("ada@example.com")), new CaptchaAnswer(""), aCaller());
        assertThat(own.portcullis().useCases.signUp().execute(command).isRefused())
                .isFalse();
        assertThat(own.portcullis().deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
    }

    @Test
    void mailsACodeToAnAccount() {
        signUp();

        forgot(BODY).statusCode(202).body(emptyString());

        assertThat(own.portcullis().deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(own.portcullis().mailbox.mails()).hasSize(2);
    }

    /** Only the header with the time of the response may differ. */
    @Test
    void answersAnUnknownAddressAlike() {
        signUp();

        List<Header> known = headers(forgot(BODY).statusCode(202));
        List<Header> unknown =
                headers(forgot(BODY.replace("ada", "eve")).statusCode(202).body(emptyString()));

        assertThat(unknown).isEqualTo(known);
        assertThat(door.events).extracting(AuditEvent::reason).containsExactly("", "");
    }

    private static List<Header> headers(ValidatableResponse response) {
        return response.extract().headers().asList().stream()
                .filter(header -> !header.hasSameNameAs(new Header("X-Request-Id", "")))
                .toList();
    }

    @Test
    void refusesTooManyCalls() {
        door.throttles(Duration.ofSeconds(7));

        forgot(BODY).statusCode(429).header("Retry-After", "7").body("code", equalTo("rate_limited"));
    }

    @Test
    void namesAnAddressThatIsNone() {
        forgot("{\"email\": \"ada\"}")
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("email"));
    }

    @Test
    void recordsRequestsOfOtherSites() {
        sending(BODY).header("Origin", "https://evil.example").post(PATH).then().statusCode(403);

        assertThat(door.events)
                .containsExactly(AuditEvents.refused(AuditAction.FORGOT_PASSWORD, "malicious_csrf", "cross_site"));
    }
}
