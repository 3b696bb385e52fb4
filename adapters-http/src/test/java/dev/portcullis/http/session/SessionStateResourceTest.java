package dev.portcullis.http.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionStateResourceTest {
    private static ValidatableResponse stateWith(String cookies) {
        return given().header("Cookie", cookies)
                .get("/api/v1/auth/session/")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .header("Set-Cookie", nullValue())
                .body("size()", equalTo(1));
    }

    @Test
    void isSignedInWithARefreshToken() {
        stateWith("refresh_token=r1").body("signed_in", equalTo(true));
    }

    @Test
    void isSignedOutWithoutOneAndNeverRejected() {
        stateWith("other=1").body("signed_in", equalTo(false));
        stateWith("access_token=a.b.c").body("signed_in", equalTo(false));
        stateWith("refresh_token=").body("signed_in", equalTo(false));
        stateWith("refresh_token=\"; Path=/").body("signed_in", equalTo(false));
    }
}
