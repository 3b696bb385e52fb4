package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.anAccount;
import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.verification.VerificationToken;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class SignUpResourceTest {
    private static final String PATH = "/api/v1/auth/signup/";
    private static final String BODY = """
            {"email": " User@Example.com", "password": "  secure_password ", "name": "John Doe",
             "captcha": "recaptcha_response", "newsletter": true}""";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void answersWithTheAccountAndAVerificationTokenAndSetsNoCookie() {
        provider.answers(Result.of(new SignUp.SignedUp(anAccount(false), new VerificationToken("verification.token"))));

        sending(BODY)
                .post(PATH)
                .then()
                .statusCode(201)
                .contentType("application/json")
                .header("Set-Cookie", nullValue())
                .body("size()", equalTo(6))
                .body("id", equalTo(ACCOUNT_ID.toString()))
                .body("email", equalTo("user@example.com"))
                .body("name", equalTo("John Doe"))
                .body("email_verified", equalTo(false))
                .body("verification_token", equalTo("verification.token"))
                .body("created_at", equalTo("2026-01-02T03:04:05.678901Z"));
    }

    @Test
    void answersASignUpThatIsConcealedAsAnyOther() {
        provider.answers(Result.of(new SignUp.SignedUp(anAccount(false), new VerificationToken("verification.token"))));
        Response created = sending(BODY).header("X-Request-Id", "same").post(PATH);
        provider.answersInstead(
                Result.refused(Reason.EMAIL_TAKEN),
                Result.of(new SignUp.SignedUp(anAccount(false), new VerificationToken("verification.token"))));
        Response concealed = sending(BODY).header("X-Request-Id", "same").post(PATH);

        assertThat(concealed.statusCode()).isEqualTo(201);
        assertThat(concealed.asString()).isEqualTo(created.asString());
        assertThat(concealed.headers().asList())
                .hasToString(created.headers().asList().toString());
        assertThat(provider.events.get(1).outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
        assertThat(provider.events.get(1).reason()).isEqualTo("email_taken");
    }

    @Test
    void handsOverTheValuesAsTheyWereSentAndTheLanguageOfTheCaller() {
        provider.answers(Result.refused(Reason.EMAIL_TAKEN));

        sending(BODY).header("Accept-Language", "da").post(PATH).then().statusCode(409);

        assertThat(provider.asked)
                .containsExactly(
                        new CaptchaAnswer("recaptcha_response"),
                        new SignUp.Registration(
                                new EmailAddress("user@example.com"),
                                new Password("  secure_password "),
                                new DisplayName("John Doe"),
                                Locale.forLanguageTag("da")));
    }

    @Test
    void needsNoCaptchaInTheBody() {
        provider.answers(Result.refused(Reason.EMAIL_TAKEN));

        sending("{\"email\":\"a@b.example\",\"password\":\"p\",\"name\":\"n\"}")
                .post(PATH)
                .then()
                .statusCode(409);
        sending("{\"email\":\"a@b.example\",\"password\":\"p\",\"name\":\"n\",\"captcha\":null}")
                .post(PATH)
                .then()
                .statusCode(409);

        assertThat(provider.asked).contains(new CaptchaAnswer(""));
    }

    @Test
    void refusesAnAddressThatIsTaken() {
        provider.answers(Result.refused(Reason.EMAIL_TAKEN));

        sending(BODY).post(PATH).then().statusCode(409).body("code", equalTo("email_taken"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNCHECKED")
    void saysWhatIsWrongWithAPassword(PasswordPolicy.Violation violation) {
        provider.answers(Result.refused(violation.toRefusal("password")));

        sending(BODY)
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("password_refused"))
                .body("errors", hasSize(1))
                .body("errors[0].field", equalTo("password"))
                .body("errors[0].code", equalTo(violation.name().toLowerCase(Locale.ROOT)))
                .body("errors[0].detail", notNullValue());
    }

    @Test
    void blamesNobodyForAPasswordThatCannotBeChecked() {
        provider.answers(Result.refused(PasswordPolicy.Violation.UNCHECKED.toRefusal("password")));

        sending(BODY)
                .post(PATH)
                .then()
                .statusCode(503)
                .header("Retry-After", "10")
                .body("code", equalTo("password_check_unavailable"))
                .body("errors", nullValue());
    }

    @Test
    void saysHowLongToWaitWhenThereAreTooManyCalls() {
        provider.throttles(Duration.ofMillis(41_500));

        sending(BODY)
                .post(PATH)
                .then()
                .statusCode(429)
                .header("Retry-After", "42")
                .body("code", equalTo("rate_limited"));
    }
}
