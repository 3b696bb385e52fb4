package dev.portcullis.http.upstream;

import static dev.portcullis.http.Fixtures.sending;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UpstreamFailure;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the upstream responds reaches the caller, and what a request carries reaches the upstream. */
@QuarkusTest
class RelayTest {
    private static final String SIGN_UP = """
            {"email": "User@Example.com", "password": "secure_password", "name": "John Doe", "unknown": [1.0]}""";
    private static final String SIGN_IN = """
            {"login": "user@example.com", "password": "secure_password"}""";
    private static final String VERIFY = "{\"verification_code\":\"123456\"}";
    private static final List<String> COOKIES = List.of("access_token=a; Path=/", "sessionid=s; HttpOnly");

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    private static UpstreamResponse success(int status, String json) {
        return new UpstreamResponse(status, json, COOKIES, null, null);
    }

    private static UpstreamResponse refusal(int status, Duration retryAfter) {
        return new UpstreamResponse(
                status,
                "",
                COOKIES,
                retryAfter,
                new UpstreamError("its_code", "Its words.", Map.of("email", List.of("Taken.")), IntNode.valueOf(7)));
    }

    private static ValidatableResponse signUp() {
        return sending(SIGN_UP).post("/api/v1/auth/signup/").then();
    }

    private static ValidatableResponse signIn() {
        return sending(SIGN_IN).post("/api/v1/auth/signin/").then();
    }

    private static ValidatableResponse verify() {
        return sending(VERIFY).post("/api/v1/auth/verify-email/").then();
    }

    private static ValidatableResponse refresh() {
        return given().post("/api/v1/auth/custom-refresh/").then();
    }

    private static ValidatableResponse signOut() {
        return given().header("Cookie", "refresh_token=r")
                .post("/api/v1/auth/custom-logout/")
                .then();
    }

    private static ValidatableResponse account() {
        return given().get("/api/v1/account/").then();
    }

    private static List<String> cookies(ValidatableResponse answer) {
        return answer.extract().headers().getValues("Set-Cookie");
    }

    private static void assertPassed(ValidatableResponse answer, int status, String json) {
        answer.statusCode(status);
        assertThat(answer.extract().asString()).isEqualTo(json);
        assertThat(cookies(answer)).isEqualTo(COOKIES);
        if (!json.isEmpty()) {
            answer.header("Content-Type", "application/json");
        }
    }

    @Test
    void goesDownByteForByteWithItsStatusAndItsCookies() {
        String json = "{\"id\": 7, \"unknown\":[1.0,\"æ\"]}";

        provider.answers(Result.done(), success(202, json));
        assertPassed(signUp(), 202, json);
        provider.answers(Result.done(), success(204, ""));
        assertPassed(signIn(), 204, "");
        provider.answers(Result.done(), success(200, json));
        assertPassed(signIn(), 200, json);
        provider.answers(Result.done(), success(200, json));
        assertPassed(verify(), 200, json);
        provider.answers(Result.done().noting("untold"), success(204, ""));
        assertPassed(refresh(), 204, "");
        provider.answers(Result.done(), success(200, json));
        assertPassed(account(), 200, json);
    }

    @Test
    void keepsTheStatusOfARefusalAndCarriesItsWordsAsData() {
        provider.answers(Result.refused(Reason.PROVIDER_REJECTED), refusal(422, null));

        ValidatableResponse answer = signUp().statusCode(422)
                .contentType("application/problem+json")
                .header("Retry-After", nullValue())
                .body("status", equalTo(422))
                .body("code", equalTo("upstream_refused"))
                .body("upstream.code", equalTo("its_code"))
                .body("upstream.detail", equalTo("Its words."))
                .body("upstream.errors.email", equalTo(List.of("Taken.")))
                .body("upstream.data", equalTo(7));

        assertThat(cookies(answer)).isEqualTo(COOKIES);
    }

    @Test
    void callsARefusalByTheCodeThatFits() {
        UpstreamResponse refusal = refusal(401, null);

        provider.answers(Result.refused(Reason.INVALID_CREDENTIALS), refusal);
        signIn().statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("invalid_credentials"))
                .body("upstream.code", equalTo("its_code"));
        provider.answers(Result.refused(Reason.NOT_AUTHENTICATED), refusal);
        verify().statusCode(401).body("code", equalTo("not_authenticated"));
        provider.answers(Result.refused(Reason.NOT_AUTHENTICATED), refusal);
        account().statusCode(401).body("code", equalTo("not_authenticated"));
        provider.answers(Result.refused(Reason.EMAIL_TAKEN), refusal(409, null));
        signUp().statusCode(409).body("code", equalTo("email_taken"));
        provider.answers(Result.refused(Reason.PROVIDER_REJECTED), refusal(403, null));
        signIn().statusCode(403).body("code", equalTo("upstream_refused"));
        provider.answers(Result.refused(Reason.PROVIDER_RATE_LIMITED), refusal(429, Duration.ofSeconds(9)));
        account().statusCode(429).header("Retry-After", "9").body("code", equalTo("rate_limited"));
    }

    @Test
    void saysOnlyWhenToTryAgainWhereThatWasTold() {
        provider.answers(Result.refused(Reason.PROVIDER_RATE_LIMITED), refusal(429, Duration.ofSeconds(9)));
        assertThat(signIn().statusCode(429)
                        .body("code", equalTo("rate_limited"))
                        .extract()
                        .headers()
                        .getValues("Retry-After"))
                .containsExactly("9");

        provider.answers(Result.refused(Reason.PROVIDER_RATE_LIMITED), refusal(429, null));
        signIn().statusCode(429).header("Retry-After", nullValue());
    }

    @Test
    void leavesTheCookiesOfARefusedRefreshToTheProvider() {
        provider.answers(Result.refused(Reason.SESSION_REJECTED), refusal(401, null));

        ValidatableResponse answer = refresh().statusCode(401).body("code", equalTo("session_invalid"));

        assertThat(cookies(answer)).isEqualTo(COOKIES);
    }

    /** A cookie of the local provider under its own path would otherwise make the upstream reject every refresh. */
    @Test
    void clearsAfterARefusedRefreshWhatCameTwiceAndTheProviderLeaves() {
        UpstreamResponse refusal =
                new UpstreamResponse(401, "", List.of("refresh_token=; Path=/; Max-Age=0"), null, null);
        provider.answers(Result.refused(Reason.SESSION_REJECTED), refusal);

        List<String> cookies = cookies(given().header("Cookie", "refresh_token=stale; refresh_token=r; access_token=a")
                .post("/api/v1/auth/custom-refresh/")
                .then()
                .statusCode(401));

        assertThat(cookies)
                .contains("refresh_token=; Path=/; Max-Age=0", dev.portcullis.http.Fixtures.CLEAR_REFRESH)
                .noneMatch(line -> line.startsWith("access_token"))
                .noneMatch(line -> line.startsWith("refresh_token=; Max-Age=0; Path=/;"));
    }

    @Test
    void clearsAtSignOutWhatTheProviderLeaves() {
        provider.answers(Result.done().noting("signed_out"), success(204, ""));
        assertThat(cookies(signOut().statusCode(204).body(emptyString())))
                .containsExactlyInAnyOrder(
                        "access_token=a; Path=/", "sessionid=s; HttpOnly", dev.portcullis.http.Fixtures.CLEAR_REFRESH);

        provider.answers(Result.refused(Reason.PROVIDER_REJECTED), refusal(403, null));
        assertThat(cookies(signOut().statusCode(403).body("code", equalTo("upstream_refused"))))
                .containsExactlyInAnyOrder(
                        "access_token=a; Path=/", "sessionid=s; HttpOnly", dev.portcullis.http.Fixtures.CLEAR_REFRESH);
    }

    @Test
    void clearsBothCookiesAlsoWhenTheProviderIsDown() {
        provider.fails(() -> new UpstreamFailure(UpstreamFailure.Kind.TIMEOUT, null, "late", new IOException()));

        assertThat(cookies(signOut().statusCode(504).body("code", equalTo("upstream_timeout"))))
                .containsExactly(dev.portcullis.http.Fixtures.CLEAR_ACCESS, dev.portcullis.http.Fixtures.CLEAR_REFRESH);
    }

    @Test
    void tellsHowTheProviderFailed() {
        provider.fails(() -> new UpstreamFailure(UpstreamFailure.Kind.INVALID, null, "m", new IOException("secret")));
        assertThat(signIn().statusCode(502)
                        .body("code", equalTo("upstream_invalid"))
                        .extract()
                        .asString())
                .doesNotContain("secret");
        provider.fails(
                () -> new UpstreamFailure(UpstreamFailure.Kind.UNAVAILABLE, Duration.ofMillis(6_500), "m", null));
        signIn().statusCode(503).header("Retry-After", "7").body("code", equalTo("upstream_unavailable"));
        provider.fails(() -> new UpstreamFailure(UpstreamFailure.Kind.UNAVAILABLE, null, "m", null));
        signIn().statusCode(503).header("Retry-After", "5");
    }

    @Test
    void takesUpWhatTheRequestCarriesAsItCame() {
        provider.answers(Result.done(), success(201, "{}"));

        sending(SIGN_UP)
                .header("Cookie", "sessionid=s; a=1")
                .header("Authorization", "Token t")
                .header("Accept-Language", "da")
                .post("/api/v1/auth/signup/")
                .then()
                .statusCode(201);

        UpstreamRequest carried = provider.carried.get(0);
        assertThat(carried.body()).isEqualTo(SIGN_UP);
        assertThat(carried.getCookies()).isEqualTo("sessionid=s; a=1");
        assertThat(carried.getAuthorization()).isEqualTo("Token t");
        assertThat(carried.getLanguages()).isEqualTo("da");
        assertThat(carried.getAddress()).isNotEmpty();
        assertThat(carried.toString()).doesNotContain("sessionid").doesNotContain("secure_password");
    }
}
