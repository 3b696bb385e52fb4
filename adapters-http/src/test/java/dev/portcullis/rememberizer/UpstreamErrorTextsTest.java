package dev.portcullis.rememberizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.http.upstream.UpstreamError;
import dev.portcullis.outbound.ServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamErrorTextsTest {
    private static UpstreamError in(String type, String body) {
        return UpstreamErrorTexts.in(
                new ServiceResponse(400, Map.of("content-type", List.of(type)), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static UpstreamError in(String json) {
        return in("application/json", json);
    }

    @Test
    void areFoundInDjangosDetail() {
        assertThat(in("{\"detail\":\"Not found.\"}")).isEqualTo(new UpstreamError(null, "Not found.", Map.of(), null));
        assertThat(in("{\"detail\":\"Token is invalid\",\"code\":\"token_not_valid\",\"messages\":[{\"x\":1}]}"))
                .isEqualTo(new UpstreamError("token_not_valid", "Token is invalid", Map.of(), null));
    }

    @Test
    void areFoundInDjangosFields() {
        assertThat(in("{\"email\":[\"Enter a valid email address.\",\"Too long.\"],\"non_field_errors\":[\"No.\"]}"))
                .isEqualTo(new UpstreamError(
                        null,
                        null,
                        Map.of(
                                "email",
                                List.of("Enter a valid email address.", "Too long."),
                                "non_field_errors",
                                List.of("No.")),
                        null));
    }

    @Test
    void stayInTheOrderOfTheUpstream() {
        assertThat(in("{\"name\":[\"1\"],\"email\":[\"2\"],\"password\":[\"3\"],\"captcha\":[\"4\"],\"age\":[\"5\"]}")
                        .errors()
                        .keySet())
                .containsExactly("name", "email", "password", "captcha", "age");
    }

    @Test
    void areFoundBesideData() {
        assertThat(in("{\"data\":null,\"message\":\"Wrong captcha\",\"code\":1003}"))
                .isEqualTo(new UpstreamError("1003", "Wrong captcha", Map.of(), null));
        assertThat(in("{\"data\":\"more\",\"message\":\"m\",\"code\":\"c\"}"))
                .isEqualTo(new UpstreamError("c", "m", Map.of(), TextNode.valueOf("more")));
    }

    @Test
    void areFoundInAProblemDocument() {
        assertThat(in("application/problem+json; charset=utf-8", """
                        {"type":"about:blank","title":"t","status":400,"detail":"d","code":"validation_failed",
                        "errors":[{"field":"email","code":"malformed","detail":"Not an address."}]}"""))
                .isEqualTo(
                        new UpstreamError("validation_failed", "d", Map.of("email", List.of("Not an address.")), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "[\"No.\"]",
                "null",
                "\"No.\"",
                "{",
                "{\"detail\":\"a\",\"detail\":\"b\"}",
                "{\"detail\":\"a\"} {}",
                "{\"detail\":{\"a\":1},\"x\":1,\"email\":[1,2]}",
                "{\"detail\":\" \"}",
                "<html>"
            })
    void areNoneWhereTheyAreNotUnderstood(String body) {
        assertThat(in(body)).isNull();
    }

    @Test
    void areNoneInWhatIsNotJson() {
        assertThat(in("text/html", "{\"detail\":\"a\"}")).isNull();
        assertThat(in("text/plain", "{\"detail\":\"a\"}")).isNull();
        assertThat(UpstreamErrorTexts.in(
                        new ServiceResponse(400, Map.of(), "{\"detail\":\"a\"}".getBytes(StandardCharsets.UTF_8))))
                .isNull();
        assertThat(UpstreamErrorTexts.in(new ServiceResponse(
                        400,
                        Map.of("content-type", List.of("application/json"), "content-encoding", List.of("gzip")),
                        "{\"detail\":\"a\"}".getBytes(StandardCharsets.UTF_8))))
                .isNull();
        assertThat(UpstreamErrorTexts.in(new ServiceResponse(
                        400, Map.of("content-type", List.of("application/json")), new byte[] {'{', (byte) 0xff})))
                .isNull();
    }

    @Test
    void areBounded() {
        StringBuilder many = new StringBuilder("{\"detail\":\"" + "d".repeat(5_000) + "\"");
        for (int i = 0; i < 100; i++) {
            many.append(",\"f" + i + "\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]");
        }

        UpstreamError words = in(many.append('}').toString());

        assertThat(words.detail()).hasSize(1_000);
        assertThat(words.errors())
                .hasSize(32)
                .allSatisfy((field, texts) -> assertThat(texts).hasSize(8));
    }
}
