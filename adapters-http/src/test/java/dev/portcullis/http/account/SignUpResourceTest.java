package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.anAccount;
import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
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
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void namesEachFieldAtFaultAndAsksNobodyAnything() {
        sending("""
                        {"email": "nobody", "password": 12345678, "name": "\\u0000", "captcha": "\\ud800"}""")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("email", "password", "name", "captcha"))
                .body("errors.code", contains("malformed", "wrong_type", "forbidden_character", "forbidden_character"));

        assertThat(provider.asked).isEmpty();
    }

    @Test
    void tellsMissingNullAndEmptyFieldsAlike() {
        for (String body : new String[] {
            "{}",
            "{\"email\":null,\"password\":null,\"name\":null,\"captcha\":null}",
            "{\"email\":\"\",\"password\":\"\",\"name\":\"\",\"captcha\":\"\"}",
            "{\"email\":\"\",\"password\":\"\",\"name\":\"   \"}"
        }) {
            sending(body)
                    .post(PATH)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("validation_failed"))
                    .body("errors.field", contains("email", "password", "name"))
                    .body("errors.code", contains("required", "required", "required"));
        }
        assertThat(provider.asked).isEmpty();
    }

    @Test
    void refusesFieldsThatAreTooLong() {
        String body = "{\"email\":\"%s@b.example\",\"password\":\"%s\",\"name\":\"%s\",\"captcha\":\"%s\"}"
                .formatted("a".repeat(300), "p".repeat(129), "n".repeat(101), "c".repeat(8_193));

        sending(body)
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors.field", contains("email", "password", "name", "captcha"))
                .body("errors.code", contains("too_long", "too_long", "too_long", "too_long"));
    }

    @Test
    void takesTheLongestOfEverythingWithinTheLimitOfTheBody() {
        provider.answers(Result.refused(Reason.EMAIL_TAKEN));
        String body = "{\"email\":\"%s@%s.example\",\"password\":\"%s\",\"name\":\"%s\",\"captcha\":\"%s\"}"
                .formatted(
                        "a".repeat(64),
                        "b".repeat(60),
                        "\ud83d\ude00".repeat(128),
                        "\ud83d\ude00".repeat(100),
                        "c".repeat(8_192));

        sending(body).post(PATH).then().statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // email | password | name | fields at fault | their codes
                "nobody           | short            |       | email password name | malformed too_short required",
                "nobody           | secure_password  |       | email name          | malformed required",
                "nobody           | password123      | Ada   | email password      | malformed too_common",
                "ada@example.com  | short            |       | password name       | too_short required",
                "ada@example.com  | portcullis1      |       | password name       | contains_context_word required",
                "lovelace@a.example | lovelace1      |       | password name       | contains_context_word required",
                "nobody           | Lovelace1        | Ada Lovelace | email password | malformed contains_context_word"
            })
    void namesAPasswordThatThePolicyRefusesTogetherWithTheOtherFieldsAtFault(
            String email, String password, String name, String fields, String codes) {
        String body = "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"%s\"}"
                .formatted(email, password, name == null ? "" : name);

        sending(body)
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains(fields.split(" ", -1)))
                .body("errors.code", contains(codes.split(" ", -1)));

        assertThat(provider.asked).isEmpty();
    }

    @Test
    void namesAMissingCaptchaTogetherWithTheOtherFieldsAtFault() {
        provider.requiresCaptcha();

        sending("{\"email\":\"nobody\",\"password\":\"short\",\"name\":\"\"}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("email", "password", "name", "captcha"))
                .body("errors.code", contains("malformed", "too_short", "required", "required"));
        sending("{\"email\":\"ada@example.com\",\"password\":\"short\",\"name\":\"Ada\"}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("password", "captcha"));

        assertThat(provider.asked).isEmpty();
    }

    /** Alone it has a problem of its own, and is counted, as any other attempt. */
    @Test
    void leavesASingleRefusalToTheUseCase() {
        provider.requiresCaptcha();
        provider.refusesCaptcha(CaptchaRefusal.MISSING);
        sending("{\"email\":\"ada@example.com\",\"password\":\"secure_password\",\"name\":\"Ada\"}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("captcha_refused"));

        provider.reset();
        provider.answers(Result.refused(PasswordPolicy.Violation.TOO_SHORT.toRefusal("password")));
        sending("{\"email\":\"ada@example.com\",\"password\":\"short\",\"name\":\"Ada\"}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("password_refused"));
    }

    @ParameterizedTest
    @CsvSource({
        "\u200b,          required",
        "\u3164\u2800,    required",
        "Ada\u200f,       forbidden_character",
        "A\udb40\udc41da, forbidden_character"
    })
    void refusesANameThatShowsNothingOrMisleads(String name, String code) {
        sending("{\"email\":\"ada@example.com\",\"password\":\"secure_password\",\"name\":\"" + name + "\"}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("name"))
                .body("errors.code", contains(code));
    }

    @Test
    void refusesAnAddressThatShowsNothing() {
        sending("{\"email\":\"\u3164@example.com\",\"password\":\"secure_password\",\"name\":\"Ada\"}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors.field", contains("email"))
                .body("errors.code", contains("malformed"));
    }
}
