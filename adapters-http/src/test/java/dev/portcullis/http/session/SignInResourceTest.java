package dev.portcullis.http.session;

import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.SESSION_ID;
import static dev.portcullis.http.Fixtures.SET_ACCESS;
import static dev.portcullis.http.Fixtures.SET_REFRESH;
import static dev.portcullis.http.Fixtures.TOKENS;
import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.credential.Password;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.signin.Login;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInResourceTest {
    private static final String PATH = "/api/v1/auth/signin/";
    private static final String BODY = """
            {"login": "user@example.com", "password": "secure_password", "captcha": "recaptcha_response"}""";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void handsOutBothTokensAsCookiesAndNowhereElse() {
        provider.answers(Result.of(TOKENS).about(ACCOUNT_ID, SESSION_ID));

        List<String> cookies = sending(BODY)
                .post(PATH)
                .then()
                .statusCode(204)
                .header("Access-Token-Expires-In", "300")
                .body(emptyString())
                .extract()
                .headers()
                .getValues("Set-Cookie");

        assertThat(cookies).containsExactly(SET_ACCESS, SET_REFRESH);
        assertThat(provider.asked)
                .containsExactly(
                        new CaptchaAnswer("recaptcha_response"),
                        new Login("user@example.com"),
                        new Password("secure_password"));
    }

    @Test
    void namesTheSessionThatTheCallerHadBefore() {
        provider.answers(Result.of(TOKENS).about(ACCOUNT_ID, SESSION_ID));

        sending(BODY).header("Cookie", "refresh_token=old").post(PATH).then().statusCode(204);

        assertThat(provider.asked).contains(new RefreshToken("old"));
    }

    @Test
    void doesNotTellAnUnknownLoginFromAWrongPassword() {
        provider.answers(Result.refused(Reason.UNKNOWN_LOGIN));
        String unknown = denied();
        provider.answers(Result.refused(Reason.WRONG_PASSWORD).about(ACCOUNT_ID));

        assertThat(denied()).isEqualTo(unknown);
    }

    private static String denied() {
        return sending(BODY)
                .header("X-Request-Id", "same")
                .post(PATH)
                .then()
                .statusCode(401)
                .header("Set-Cookie", nullValue())
                .body("code", equalTo("invalid_credentials"))
                .extract()
                .asString();
    }

    @Test
    void saysHowLongToWaitWhenThereAreTooManyCalls() {
        provider.throttles(Duration.ofSeconds(30));

        sending(BODY)
                .post(PATH)
                .then()
                .statusCode(429)
                .header("Retry-After", "30")
                .body("code", equalTo("rate_limited"));
    }

    @Test
    void answersAGuessThatHasToWaitAsAnyOtherCallTooMany() {
        provider.delaysGuesses(Duration.ofMillis(899_001));

        sending(BODY)
                .post(PATH)
                .then()
                .statusCode(429)
                .header("Retry-After", "900")
                .body("code", equalTo("rate_limited"));

        assertThat(provider.asked).hasOnlyElementsOfType(CaptchaAnswer.class);
    }

    @Test
    void namesEachFieldAtFault() {
        sending("{\"login\":false,\"password\":\"a\\nb\",\"captcha\":[]}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("login", "password", "captcha"))
                .body("errors.code", contains("wrong_type", "forbidden_character", "wrong_type"));

        assertThat(provider.asked).isEmpty();
    }

    @Test
    void namesAMissingCaptchaTogetherWithTheOtherFieldsAtFault() {
        provider.requiresCaptcha();

        sending("{\"login\":\"\",\"password\":\"\"}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("login", "password", "captcha"))
                .body("errors.code", contains("required", "required", "required"));

        assertThat(provider.asked).isEmpty();
    }
}
