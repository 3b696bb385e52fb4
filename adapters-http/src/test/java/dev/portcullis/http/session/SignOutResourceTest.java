package dev.portcullis.http.session;

import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.CLEAR_ACCESS;
import static dev.portcullis.http.Fixtures.CLEAR_REFRESH;
import static dev.portcullis.http.Fixtures.SESSION_ID;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.session.FakeRefreshTokens;
import dev.portcullis.session.RefreshToken;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignOutResourceTest {
    private static final String PATH = "/api/v1/auth/custom-logout/";
    private static final SessionId LATER = new SessionId(UUID.fromString("f199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11"));

    @Inject
    ScriptedProvider provider;

    @Inject
    FakeRefreshTokens refreshTokens;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    private static void assertCleared(ValidatableResponse answer) {
        assertThat(cookies(answer)).containsExactly(CLEAR_ACCESS, CLEAR_REFRESH);
    }

    private static List<String> cookies(ValidatableResponse answer) {
        return answer.extract().headers().getValues("Set-Cookie");
    }

    @Test
    void endsTheSessionAndClearsBothCookies() {
        provider.answers(Result.done().about(ACCOUNT_ID, SESSION_ID).noting("signed_out"));

        assertCleared(given().header("Cookie", "refresh_token=mine")
                .post(PATH)
                .then()
                .statusCode(204)
                .body(emptyString()));
        assertThat(provider.asked).containsExactly(new RefreshToken("mine"));
    }

    @Test
    void clearsBothCookiesAlsoWhenThereIsNothingToEnd() {
        provider.answers(Result.done().noting("nothing_to_end"));

        for (String cookie : List.of(
                "other=1", "refresh_token=", "refresh_token=not-ours", "refresh_token=" + "a".repeat(8 * 1024))) {
            assertCleared(given().header("Cookie", cookie).post(PATH).then().statusCode(204));
        }
        assertCleared(given().post(PATH).then().statusCode(204));
        // Of two cookies one lies under another path, of which there are several.
        assertThat(cookies(given().header("Cookie", "refresh_token=a; refresh_token=b")
                        .post(PATH)
                        .then()
                        .statusCode(204)))
                .contains(CLEAR_ACCESS, CLEAR_REFRESH, CLEAR_REFRESH.replace("Path=/api/v1/auth/", "Path=/"));
        assertThat(provider.asked).containsExactly(new RefreshToken("not-ours"));
        assertThat(provider.callers).hasSize(6);
    }

    /** Or the cookie that stays behind would sign its owner in again. */
    @Test
    void endsEachSessionWhoseTokenCame() {
        provider.answers(Result.done().about(ACCOUNT_ID, SESSION_ID).noting("signed_out"));
        RefreshToken last = refreshTokens.issue(LATER, 1);
        RefreshToken first = refreshTokens.issue(SESSION_ID, 1);

        given().header(
                        "Cookie",
                        "refresh_token=stale; refresh_token=" + first.reveal() + "; refresh_token=" + last.reveal())
                .post(PATH)
                .then()
                .statusCode(204);

        assertThat(provider.asked).containsExactly(last, first);
    }

    @Test
    void clearsBothCookiesAlsoWhenTheStoreIsDown() {
        provider.fails(() -> new StoreUnavailable(new IllegalStateException("no connection")));

        assertCleared(given().header("Cookie", "refresh_token=mine")
                .post(PATH)
                .then()
                .statusCode(503)
                .body("code", equalTo("database_unavailable")));
    }

    @Test
    void isNotForPagesOfOtherSitesToDo() {
        given().header("Cookie", "refresh_token=mine")
                .header("Origin", "https://evil.example")
                .post(PATH)
                .then()
                .statusCode(403)
                .header("Set-Cookie", nullValue())
                .body("code", equalTo("cross_site_request"));

        assertThat(provider.asked).isEmpty();
    }
}
