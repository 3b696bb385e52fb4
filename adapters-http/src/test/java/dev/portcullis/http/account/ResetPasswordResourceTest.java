package dev.portcullis.http.account;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.credential.Password;
import dev.portcullis.http.OwnProvider;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.signin.ForgotPassword;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResetPasswordResourceTest {
    private static final String PATH = "/api/v1/auth/password/reset/";

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

    private static ValidatableResponse reset(String email, String code, String password) {
        return sending("{\"email\": \"%s\", \"code\": \"%s\", \"new_password\": \"%s\"}"
                        .formatted(email, code, password))
                .post(PATH)
                .then();
    }

    private String mailedCode() {
        assertThat(own.portcullis()
                        .useCases
                        .forgotPassword()
                        .execute(new ForgotPassword.Command(holder.email(), aCaller()))
                        .isRefused())
                .isFalse();
        assertThat(own.portcullis().deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        return own.portcullis().mailbox.last().code().reveal();
    }

    @Test
    void setsThePasswordEndsTheSessionsAndSetsNoCookie() {
        ValidatableResponse response = reset(holder.email().value(), mailedCode(), "staple battery horse");

        response.statusCode(204).body(emptyString());
        assertThat(response.extract().headers().hasHeaderWithName("Set-Cookie")).isFalse();
        assertThat(holder.canRefresh()).isFalse();
        assertThat(holder.canSignInWith(new Password("staple battery horse"))).isTrue();
    }

    @Test
    void answersAWrongCodeAndAnUnknownAddressAlike() {
        String code = mailedCode();
        String wrong = code.equals("000000") ? "000001" : "000000";

        reset(holder.email().value(), wrong, "staple battery horse")
                .statusCode(400)
                .body("code", equalTo("code_invalid"));
        reset("nobody@example.com", wrong, "staple battery horse")
                .statusCode(400)
                .body("code", equalTo("code_invalid"));
    }

    @Test
    void listsAllFieldsThatAreWrong() {
        reset("ada", "12", "short")
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("email", "code", "new_password"));
    }

    @Test
    void refusesTooManyCalls() {
        door.throttles(Duration.ofSeconds(7));

        reset("ada@example.com", "123456", "staple battery horse")
                .statusCode(429)
                .header("Retry-After", "7")
                .body("code", equalTo("rate_limited"));
    }

    @Test
    void recordsRequestsOfOtherSites() {
        sending("{}").header("Origin", "https://evil.example").post(PATH).then().statusCode(403);

        assertThat(door.events)
                .containsExactly(AuditEvents.refused(AuditAction.RESET_PASSWORD, "malicious_csrf", "cross_site"));
    }
}
