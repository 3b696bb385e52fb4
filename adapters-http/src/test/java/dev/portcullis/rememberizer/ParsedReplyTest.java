package dev.portcullis.rememberizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UpstreamFailure;
import dev.portcullis.outbound.ServiceResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedReplyTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final List<String> JSON = List.of("application/json");

    private static ParsedReply of(int status, Map<String, List<String>> headers, String body) {
        return ParsedReply.of(new ServiceResponse(status, headers, body.getBytes(StandardCharsets.UTF_8)), CLOCK);
    }

    private static void assertInvalid(int status, Map<String, List<String>> headers, String body) {
        assertThatThrownBy(() -> of(status, headers, body))
                .isInstanceOfSatisfying(
                        UpstreamFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":7,\"unknown\":[1.0,1e3,\"æ\"]}", "[]", "\"ok\"", "null", " {} \n", ""})
    void passesTheBodyOfASuccessOnByteForByte(String body) {
        UpstreamResponse response = of(200, Map.of("content-type", JSON), body).response();

        assertThat(response).isEqualTo(new UpstreamResponse(200, body, List.of(), null, null));
    }

    /** RFC 8259, 8.1: who reads JSON may ignore the mark, and nobody may write it. */
    @Test
    void passesABodyOnWithoutItsByteOrderMark() {
        assertThat(of(200, Map.of("content-type", JSON), "\uFEFF{\"id\":7}")
                        .response()
                        .json())
                .isEqualTo("{\"id\":7}");
        assertThat(of(400, Map.of("content-type", JSON), "\uFEFF{\"detail\":\"No.\"}")
                        .response()
                        .error()
                        .detail())
                .isEqualTo("No.");
        assertInvalid(200, Map.of("content-type", JSON), "\uFEFF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf8",
                "application/json; charset='utf-8'",
                "application/json;charset=\"UTF-8\""
            })
    void takesEachSpellingOfUtf8(String type) {
        assertThat(of(200, Map.of("content-type", List.of(type)), "{}")
                        .response()
                        .json())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void passesTheStatusOfASuccessOn(int status) {
        assertThat(of(status, Map.of(), "").response().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429})
    void passesARefusalOfTheCallersRequestOn(int status) {
        UpstreamResponse response = of(
                        status,
                        Map.of(
                                "content-type",
                                JSON,
                                "set-cookie",
                                List.of("a=; Max-Age=0; Domain=x"),
                                "retry-after",
                                List.of("7")),
                        "{\"detail\":\"No.\"}")
                .response();

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.json()).isEmpty();
        assertThat(response.cookies()).containsExactly("a=; Max-Age=0");
        assertThat(response.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(response.error().detail()).isEqualTo("No.");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 304, 307, 405, 407, 408, 411, 413, 414, 415, 421, 426, 431, 499, 500, 501, 505, 599})
    void doesNotPassOnWhatIsNotAboutTheCallersRequest(int status) {
        assertInvalid(status, Map.of("content-type", JSON), "{\"detail\":\"No.\"}");
    }

    @Test
    void refusesABodyThatIsNotWhatItSays() {
        assertInvalid(200, Map.of("content-type", JSON), "{\"id\":");
        assertInvalid(200, Map.of("content-type", JSON), "{\"id\":1,\"id\":2}");
        assertInvalid(200, Map.of("content-type", JSON), "{} {}");
        assertInvalid(200, Map.of("content-type", JSON), "[".repeat(100) + "]".repeat(100));
        assertInvalid(200, Map.of("content-type", List.of("text/html")), "<html>");
        assertInvalid(200, Map.of("content-type", List.of("text/html")), "{}");
        assertInvalid(200, Map.of("content-type", List.of("application/json", "text/html")), "{}");
        assertInvalid(200, Map.of(), "{}");
        assertInvalid(200, Map.of("content-type", JSON, "content-encoding", List.of("br")), "{}");
        assertInvalid(200, Map.of("content-type", JSON, "content-encoding", List.of("br", "br")), "{}");
        assertInvalid(200, Map.of("content-type", List.of("application/json, text/html")), "{}");
        assertInvalid(204, Map.of("set-cookie", List.of("a")), "");
    }

    @Test
    void knowsAnAccountInOurFormAndClaimsToKnowNoOther() {
        String ours = """
                {"id":"0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10","email":"user@example.com","name":"John Doe",
                "email_verified":true}""";

        assertThat(of(200, Map.of("content-type", JSON), ours)
                        .account()
                        .value()
                        .email()
                        .value())
                .isEqualTo("user@example.com");
        for (String other : List.of(
                "{\"id\":7,\"email\":\"user@example.com\",\"name\":\"John Doe\",\"email_verified\":true}",
                "{\"id\":\"0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10\",\"email\":\"user@example.com\",\"name\":\"J\"}",
                "{}",
                "[]",
                "")) {
            assertThat(of(200, Map.of("content-type", JSON), other).account()).isEqualTo(Result.done());
        }
    }

    @Test
    void showsNothingOfItselfInALog() {
        ParsedReply reading =
                of(200, Map.of("content-type", JSON, "set-cookie", List.of("access_token=secret")), "\"secret\"");

        assertThat(reading.response().toString()).doesNotContain("secret");
    }
}
