package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.ACCOUNT_ID;
import static dev.portcullis.http.Fixtures.anAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.account.DescribeAccount;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.BearerToken;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountResourceTest {
    private static final String PATH = "/api/v1/account/";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void describesTheAccountOfABearerToken() {
        provider.answers(new DescribeAccount.Outcome.Described(anAccount(true)));

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
        provider.answers(new DescribeAccount.Outcome.Described(anAccount(true)));

        given().header("Cookie", "access_token=access.token").get(PATH).then().statusCode(200);

        assertThat(provider.asked).containsExactly(new BearerToken("access.token"));
    }

    @Test
    void refusesWhoShowsNoGoodToken() {
        provider.answers(new DescribeAccount.Outcome.NotAuthenticated());

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
}
