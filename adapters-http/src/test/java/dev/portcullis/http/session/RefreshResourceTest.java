package dev.portcullis.http.session;

import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.CLEAR_ACCESS;
import static dev.portcullis.http.Fixtures.CLEAR_REFRESH;
import static dev.portcullis.http.Fixtures.SESSION_ID;
import static dev.portcullis.http.Fixtures.SET_ACCESS;
import static dev.portcullis.http.Fixtures.SET_REFRESH;
import static dev.portcullis.http.Fixtures.TOKENS;
import static dev.portcullis.http.Fixtures.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.FakeRefreshTokens;
import dev.portcullis.session.RefreshToken;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RefreshResourceTest {
    private static final String PATH = "/api/v1/auth/custom-refresh/";

    @Inject
    ScriptedProvider provider;

    @Inject
    FakeRefreshTokens refreshTokens;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    private static ValidatableResponse refresh(String cookies) {
        return given().header("Cookie", cookies).post(PATH).then();
    }

    private static List<String> cookies(ValidatableResponse answer) {
        return answer.extract().headers().getValues("Set-Cookie");
    }

    @Test
    void replacesBothCookiesHoweverTheTokensCameToBe() {
        for (String how : List.of("advanced", "repeated", "recovered")) {
            provider.answers(Result.of(TOKENS).about(ACCOUNT_ID, SESSION_ID).noting(how));

            ValidatableResponse answer = refresh("refresh_token=old")
                    .statusCode(204)
                    .body(emptyString())
                    .header("Access-Token-Expires-In", "300");

            assertThat(cookies(answer)).containsExactly(SET_ACCESS, SET_REFRESH);
        }
        assertThat(provider.asked).containsOnly(new RefreshToken("old"));
    }

    @Test
    void refusesAlikeForEveryReasonAndClearsBothCookies() {
        for (Reason reason : List.of(
                Reason.TOKEN_MISSING,
                Reason.TOKEN_NOT_GENUINE,
                Reason.SESSION_UNKNOWN,
                Reason.SESSION_ENDED,
                Reason.SESSION_EXPIRED,
                Reason.COUNTER_LOST,
                Reason.TOKEN_REUSED,
                Reason.SESSION_REJECTED)) {
            provider.answers(Result.refused(reason).about(ACCOUNT_ID, SESSION_ID));

            ValidatableResponse answer = refresh("refresh_token=old")
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", "Bearer")
                    .body("code", equalTo("session_invalid"));

            assertThat(cookies(answer)).containsExactly(CLEAR_ACCESS, CLEAR_REFRESH);
        }
    }

    @Test
    void takesForARefreshTokenNothingThatCannotBeOne() {
        provider.answers(Result.refused(Reason.TOKEN_MISSING));

        for (String cookie : List.of(
                "other=1",
                "refresh_token=",
                "refresh_token",
                "refresh_token=a; refresh_token=b",
                "refresh_token=a b",
                "refresh_token=" + "a".repeat(8 * 1024))) {
            ValidatableResponse answer = refresh(cookie).statusCode(401).body("code", equalTo("session_invalid"));

            assertThat(cookies(answer)).startsWith(CLEAR_ACCESS, CLEAR_REFRESH);
            // Other lines are about the paths under which one of several cookies may lie.
            assertThat(cookies(answer).size() > 2).isEqualTo(cookie.contains("; refresh_token="));
        }
        assertThat(provider.asked).isEmpty();
        assertThat(provider.callers).hasSize(6);
    }

    @Test
    void refreshesWithTheGenuineTokenBesideAStaleOneAndClearsTheStaleOne() {
        provider.answers(Result.of(TOKENS).about(ACCOUNT_ID, SESSION_ID).noting("advanced"));
        RefreshToken genuine = refreshTokens.issue(SESSION_ID, 1);

        for (String cookie : List.of(
                "refresh_token=stale; refresh_token=" + genuine.reveal(),
                "refresh_token=" + genuine.reveal() + "; refresh_token=stale")) {
            assertThat(cookies(refresh(cookie).statusCode(204)))
                    .contains(SET_ACCESS, SET_REFRESH, CLEAR_REFRESH.replace("Path=/api/v1/auth/", "Path=/"))
                    .doesNotContain(CLEAR_REFRESH, CLEAR_ACCESS);
        }
        assertThat(provider.asked).containsExactly(genuine, genuine);
    }

    @Test
    void clearsWhatCameTwiceUnderEachPathWhenItRefuses() {
        provider.answers(Result.refused(Reason.TOKEN_MISSING));

        assertThat(cookies(refresh("refresh_token=a; refresh_token=b").statusCode(401)))
                .contains(CLEAR_ACCESS, CLEAR_REFRESH, CLEAR_REFRESH.replace("Path=/api/v1/auth/", "Path=/"));
    }

    @Test
    void leavesTheCookiesAloneWhenThereAreTooManyCalls() {
        provider.throttles(Duration.ofSeconds(3));

        refresh("refresh_token=old")
                .statusCode(429)
                .header("Retry-After", "3")
                .header("Set-Cookie", nullValue())
                .body("code", equalTo("rate_limited"));
    }

    @Test
    void doesNotMindABodyOfAnyType() {
        provider.answers(Result.of(TOKENS).about(ACCOUNT_ID, SESSION_ID).noting("advanced"));

        for (String type : List.of("application/json", "text/plain", "application/x-www-form-urlencoded", "x")) {
            sending("{", type)
                    .header("Cookie", "refresh_token=old")
                    .post(PATH)
                    .then()
                    .statusCode(204);
        }
    }
}
