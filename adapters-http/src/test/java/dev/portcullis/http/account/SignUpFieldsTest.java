package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of a sign-up, each checked and all reported together. */
@QuarkusTest
class SignUpFieldsTest {
    private static final String PATH = "/api/v1/auth/signup/";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
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
                "ada@example.com  | rememberizer1    |       | password name       | contains_context_word required",
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
