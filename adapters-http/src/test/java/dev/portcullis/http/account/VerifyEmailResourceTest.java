package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.ACCESS_TOKEN;
import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.SESSION_ID;
import static dev.portcullis.http.Fixtures.SET_ACCESS;
import static dev.portcullis.http.Fixtures.anAccount;
import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.account.VerifyEmail;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.verification.VerificationCode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VerifyEmailResourceTest {
    private static final String PATH = "/api/v1/auth/verify-email/";
    private static final String BODY = "{\"verification_code\": \"012345\"}";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void answersThatTheAddressIsVerified() {
        provider.answers(Result.of(new VerifyEmail.Verified(anAccount(true), null))
                .about(ACCOUNT_ID)
                .noting("email_verified"));

        sending(BODY)
                .header("Authorization", "Bearer verification.token")
                .post(PATH)
                .then()
                .statusCode(200)
                .header("Set-Cookie", nullValue())
                .body("size()", equalTo(2))
                .body("email", equalTo("user@example.com"))
                .body("email_verified", equalTo(true));

        assertThat(provider.asked)
                .containsExactly(new BearerToken("verification.token"), new VerificationCode("012345"));
    }

    @Test
    void setsAFreshAccessCookieForWhoCameWithASession() {
        provider.answers(Result.of(new VerifyEmail.Verified(anAccount(true), ACCESS_TOKEN))
                .about(ACCOUNT_ID, SESSION_ID)
                .noting("email_verified"));

        List<String> cookies = sending(BODY)
                .header("Cookie", "access_token=old.access.token")
                .post(PATH)
                .then()
                .statusCode(200)
                .extract()
                .headers()
                .getValues("Set-Cookie");

        assertThat(cookies).containsExactly(SET_ACCESS);
        assertThat(provider.asked).contains(new BearerToken("old.access.token"));
    }

    @Test
    void refusesWhoShowsNoGoodToken() {
        provider.answers(Result.refused(Reason.NOT_AUTHENTICATED));

        sending(BODY)
                .post(PATH)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("not_authenticated"));

        assertThat(provider.asked).contains(new BearerToken(""));
        assertThat(provider.callers).hasSize(1);
    }

    @Test
    void saysWhyACodeIsRefused() {
        refused(Reason.CODE_INVALID, 400, "code_invalid");
        refused(Reason.CODE_EXPIRED, 400, "code_expired");
        refused(Reason.ALREADY_VERIFIED, 409, "email_already_verified");
    }

    private void refused(Reason reason, int status, String code) {
        provider.answers(Result.refused(reason).about(ACCOUNT_ID));

        sending(BODY).post(PATH).then().statusCode(status).body("code", equalTo(code));
    }

    @Test
    void tellsTooManyWrongCodesFromTooManyCalls() {
        provider.answers(Result.refused(Refusal.retryAfter(Reason.TOO_MANY_TRIES, Duration.ofMinutes(59)))
                .about(ACCOUNT_ID));
        sending(BODY)
                .post(PATH)
                .then()
                .statusCode(429)
                .header("Retry-After", "3540")
                .body("code", equalTo("too_many_tries"));

        provider.throttles(Duration.ofSeconds(7));
        sending(BODY)
                .post(PATH)
                .then()
                .statusCode(429)
                .header("Retry-After", "7")
                .body("code", equalTo("rate_limited"));
    }

    @Test
    void refusesWhatIsNoCode() {
        code("{}", "required");
        code("{\"verification_code\":null}", "required");
        code("{\"verification_code\":\"\"}", "required");
        code("{\"verification_code\":123456}", "wrong_type");
        code("{\"verification_code\":\"12345\"}", "malformed");
        code("{\"verification_code\":\"1234567\"}", "malformed");
        code("{\"verification_code\":\" 123456\"}", "malformed");
        code("{\"verification_code\":\"\\u0661\\u0662\\u0663\\u0664\\u0665\\u0666\"}", "malformed");

        assertThat(provider.asked).isEmpty();
    }

    private static void code(String body, String error) {
        sending(body)
                .header("Authorization", "Bearer token")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("verification_code"))
                .body("errors.code", contains(error));
    }
}
