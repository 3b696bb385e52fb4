package dev.portcullis.http.ratelimit;

import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.SESSION_ID;
import static dev.portcullis.http.Fixtures.TOKENS;
import static dev.portcullis.http.Fixtures.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitStatus;
import dev.portcullis.ratelimit.RateLimiter;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RateLimitHeadersTest {
    private static final String REFRESH = "/api/v1/auth/custom-refresh/";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    private static RateLimitStatus status(int remaining, Duration untilMore) {
        return new RateLimitStatus(RateLimiter.Action.REFRESH, Rate.perMinute(600), remaining, untilMore);
    }

    private static void assertFields(Response answer, int status, String limit) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().getValues("RateLimit-Policy")).containsExactly("\"refresh\";q=1200;w=120");
        assertThat(answer.headers().getValues("RateLimit")).containsExactly(limit);
    }

    @Test
    void standOnAnAnswerThatWasLetThrough() {
        provider.leaves(status(1_199, Duration.ofMillis(100)));
        provider.answers(Result.of(TOKENS).about(ACCOUNT_ID, SESSION_ID).noting("advanced"));

        assertFields(given().header("Cookie", "refresh_token=old").post(REFRESH), 204, "\"refresh\";r=1199;t=1");
    }

    @Test
    void standOnARefusal() {
        provider.leaves(status(7, Duration.ofMillis(1_001)));
        provider.answers(Result.refused(Reason.TOKEN_NOT_GENUINE));

        assertFields(given().header("Cookie", "refresh_token=forged").post(REFRESH), 401, "\"refresh\";r=7;t=2");
    }

    @Test
    void standBesideRetryAfterOnACallTooMany() {
        provider.leaves(status(0, Duration.ofSeconds(3)));
        provider.throttles(Duration.ofSeconds(3));

        Response answer = given().post(REFRESH);

        assertFields(answer, 429, "\"refresh\";r=0;t=3");
        assertThat(answer.header("Retry-After")).isEqualTo("3");
    }

    @Test
    void nameTheActionAsOneWord() {
        provider.leaves(
                new RateLimitStatus(RateLimiter.Action.SIGN_IN, Rate.perMinute(60), 119, Duration.ofSeconds(1)));
        provider.answers(Result.refused(Reason.UNKNOWN_LOGIN));

        sending("{\"login\":\"user@example.com\",\"password\":\"secure_password\",\"captcha\":\"c\"}")
                .post("/api/v1/auth/signin/")
                .then()
                .statusCode(401)
                .header("RateLimit-Policy", "\"sign-in\";q=120;w=120")
                .header("RateLimit", "\"sign-in\";r=119;t=1");
    }

    @Test
    void areNotThereWhereNothingIsCounted() {
        given().get("/.well-known/jwks.json").then().statusCode(200).header("RateLimit", nullValue());
    }

    @Test
    void needNoRequest() {
        assertThatCode(() -> new RateLimitHeaders().left(status(1, Duration.ofSeconds(1))))
                .doesNotThrowAnyException();
    }
}
