package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.anAccount;
import static dev.portcullis.http.Fixtures.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.verification.FakeVerificationTokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DescribeAccountResourceTest {
    private static final String PATH = "/api/v1/account/";

    @Inject
    ScriptedProvider provider;

    @Inject
    FakeVerificationTokens verificationTokens;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void describesTheAccountOfABearerToken() {
        provider.answers(Result.of(anAccount(true)));

        given().header("Authorization", "Bearer access.token")
                .get(PATH)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("size()", equalTo(4))
                .body("id", equalTo(ACCOUNT_ID.toString()))
                .body("email", equalTo("user@example.com"))
                .body("name", equalTo("John Doe"))
                .body("email_verified", equalTo(true));

        assertThat(provider.asked).containsExactly(new BearerToken("access.token"));
    }

    @Test
    void describesTheAccountOfAnAccessCookie() {
        provider.answers(Result.of(anAccount(true)));

        given().header("Cookie", "access_token=access.token").get(PATH).then().statusCode(200);

        assertThat(provider.asked).containsExactly(new BearerToken("access.token"));
    }

    @Test
    void refusesWhoShowsNoGoodToken() {
        provider.answers(Result.refused(Reason.NOT_AUTHENTICATED));

        given().header("Authorization", "Basic dXNlcjpwYXNzd29yZA==")
                .header("Cookie", "access_token=access.token")
                .get(PATH)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("not_authenticated"));

        assertThat(provider.asked).containsExactly(new BearerToken(""));
    }

    @Test
    void saysOfAGenuineVerificationTokenWhatItIsFor() {
        provider.answers(Result.refused(Reason.NOT_AUTHENTICATED));
        String token = verificationTokens.issue(anAccount(false).id(), 1).reveal();

        for (String path : List.of(PATH, PATH.substring(0, PATH.length() - 1))) {
            given().header("Authorization", "Bearer " + token)
                    .header("Cookie", "access_token=good")
                    .get(path)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer")
                    .body("code", equalTo("not_authenticated"))
                    .body("detail", startsWith("This token is for e-mail verification"));
        }
        given().header("Authorization", "Bearer " + token)
                .header("Accept-Language", "da")
                .get(PATH)
                .then()
                .body("detail", startsWith("Denne token er til bekræftelse"));
        given().header("Authorization", "Bearer " + token + "x")
                .get(PATH)
                .then()
                .statusCode(401)
                .body("detail", equalTo("Send a valid token, or sign in again."));
        given().get(PATH).then().statusCode(401).body("detail", equalTo("Send a valid token, or sign in again."));
    }

    /** There it is the right kind, and was refused for another reason. */
    @Test
    void saysNothingOfTheKindWhereAVerificationTokenBelongs() {
        provider.answers(Result.refused(Reason.NOT_AUTHENTICATED));
        String token = verificationTokens.issue(anAccount(false).id(), 1).reveal();

        for (String path : List.of("/api/v1/auth/verify-email/", "/api/v1/auth/verify-email")) {
            sending("{\"verification_code\":\"123456\"}")
                    .header("Authorization", "Bearer " + token)
                    .post(path)
                    .then()
                    .statusCode(401)
                    .body("detail", equalTo("Send a valid token, or sign in again."));
        }
    }
}
