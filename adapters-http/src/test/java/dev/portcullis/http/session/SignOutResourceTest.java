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
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SignOut;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignOutResourceTest {
    private static final String PATH = "/api/v1/auth/custom-logout/";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    private static void assertCleared(ValidatableResponse answer) {
        assertThat(answer.extract().headers().getValues("Set-Cookie")).containsExactly(CLEAR_ACCESS, CLEAR_REFRESH);
    }

    @Test
    void endsTheSessionAndClearsBothCookies() {
        provider.answers(new SignOut.Outcome.Ended(ACCOUNT_ID, SESSION_ID));

        assertCleared(given().header("Cookie", "refresh_token=mine")
                .post(PATH)
                .then()
                .statusCode(204)
                .body(emptyString()));
        assertThat(provider.asked).containsExactly(new RefreshToken("mine"));
    }

    @Test
    void clearsBothCookiesAlsoWhenThereIsNothingToEnd() {
        provider.answers(new SignOut.Outcome.NothingToEnd());

        for (String cookie : List.of(
                "other=1",
                "refresh_token=",
                "refresh_token=not-ours",
                "refresh_token=a; refresh_token=b",
                "refresh_token=" + "a".repeat(8 * 1024))) {
            assertCleared(given().header("Cookie", cookie).post(PATH).then().statusCode(204));
        }
        assertCleared(given().post(PATH).then().statusCode(204));
        assertThat(provider.asked).containsExactly(new RefreshToken("not-ours"));
        assertThat(provider.callers).hasSize(6);
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
