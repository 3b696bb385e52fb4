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
import io.restassured.http.Header;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each request for a mail guarantees: the same response for every address. */
interface MailRequestResourceContract {
    String BODY = "{\"email\": \"ada@example.com\"}";

    OwnProvider own();

    ScriptedProvider door();

    String path();

    AuditAction action();

    @BeforeEach
    default void reset() {
        own().reset();
        door().reset();
    }

    private ValidatableResponse request(String body) {
        return sending(body).post(path()).then();
    }

    private void signUp() {
        SignUp.Command command = new SignUp.Command(
                ProviderContract.aRegistration(new EmailAddress("ada@example.com")), new CaptchaAnswer(""), aCaller());
        assertThat(own().portcullis().useCases.signUp().execute(command).isRefused())
                .isFalse();
        assertThat(own().portcullis().deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
    }

    @Test
    default void mailsACodeToAnUnverifiedAccount() {
        signUp();

        request(BODY).statusCode(202).body(emptyString());

        assertThat(own().portcullis().deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(own().portcullis().mailbox.mails()).hasSize(2);
    }

    /** Only the id of the request may differ. */
    @Test
    default void answersAnUnknownAddressAlike() {
        signUp();

        List<Header> known = headers(request(BODY).statusCode(202));
        List<Header> unknown =
                headers(request(BODY.replace("ada", "eve")).statusCode(202).body(emptyString()));

        assertThat(unknown).isEqualTo(known);
        assertThat(door().events).extracting(AuditEvent::reason).containsExactly("", "");
    }

    private static List<Header> headers(ValidatableResponse response) {
        return response.extract().headers().asList().stream()
                .filter(header -> !header.hasSameNameAs(new Header("X-Request-Id", "")))
                .toList();
    }

    @Test
    default void refusesTooManyCalls() {
        door().throttles(Duration.ofSeconds(7));

        request(BODY).statusCode(429).header("Retry-After", "7").body("code", equalTo("rate_limited"));
    }

    @Test
    default void namesAnAddressThatIsNone() {
        request("{\"email\": \"ada\"}")
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("email"));
    }

    @Test
    default void recordsRequestsOfOtherSites() {
        sending(BODY)
                .header("Origin", "https://evil.example")
                .post(path())
                .then()
                .statusCode(403);

        assertThat(door().events).containsExactly(AuditEvents.refused(action(), "malicious_csrf", "cross_site"));
    }
}
