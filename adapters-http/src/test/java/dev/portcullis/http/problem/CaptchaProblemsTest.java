package dev.portcullis.http.problem;

import static dev.portcullis.http.Fixtures.sending;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.http.ScriptedProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What those are told whose captcha proves nothing: at sign-up and at sign-in the same. */
@QuarkusTest
class CaptchaProblemsTest {
    private static final String SIGN_UP = """
            {"email": "user@example.com", "password": "secure_password", "name": "John Doe", "captcha": "answer"}""";
    private static final String SIGN_IN = """
            {"login": "user@example.com", "password": "secure_password", "captcha": "answer"}""";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    private static List<ValidatableResponse> answers() {
        return List.of(
                sending(SIGN_UP).post("/api/v1/auth/signup/").then(),
                sending(SIGN_IN).post("/api/v1/auth/signin/").then());
    }

    @ParameterizedTest
    @CsvSource({"MISSING, required", "WRONG, wrong", "EXPIRED, expired", "MISMATCHED, mismatched", "DOUBTFUL, doubtful"
    })
    void sayWhyACaptchaIsNoProof(CaptchaRefusal why, String code) {
        provider.refusesCaptcha(why);

        for (ValidatableResponse answer : answers()) {
            answer.statusCode(400)
                    .body("code", equalTo("captcha_refused"))
                    .body("errors", hasSize(1))
                    .body("errors[0].field", equalTo("captcha"))
                    .body("errors[0].code", equalTo(code));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "MISCONFIGURED"})
    void blameNobodyForACaptchaThatCannotBeChecked(CaptchaRefusal why) {
        provider.refusesCaptcha(why);

        for (ValidatableResponse answer : answers()) {
            answer.statusCode(503)
                    .header("Retry-After", "10")
                    .body("code", equalTo("captcha_unavailable"))
                    .body("errors", nullValue());
        }
    }
}
