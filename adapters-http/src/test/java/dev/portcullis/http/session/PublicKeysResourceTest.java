package dev.portcullis.http.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PublicKeysResourceTest {
    @Test
    void publishesTheKeysForAnyoneToKeepForFiveMinutes() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "public, max-age=300")
                .body("keys", hasSize(1))
                .body("keys[0].size()", equalTo(7))
                .body("keys[0].kty", equalTo("EC"))
                .body("keys[0].crv", equalTo("P-256"))
                .body("keys[0].x", matchesPattern("[A-Za-z0-9_-]{43}"))
                .body("keys[0].y", matchesPattern("[A-Za-z0-9_-]{43}"))
                .body("keys[0].kid", equalTo("key-1"))
                .body("keys[0].use", equalTo("sig"))
                .body("keys[0].alg", equalTo("ES256"));
    }
}
