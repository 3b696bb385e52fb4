package dev.portcullis.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "true", "1", "\"text\"", " {\"a\": [1, {\"b\": null}]} "})
    void readsOneValue(String json) {
        assertThat(StrictJson.parse(json)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}}",
                "{} {}",
                "{} x",
                "{'a':'b'}",
                "{a:\"b\"}",
                "{\"a\":\"b\",}",
                "{\"a\":\"b\" /* c */}",
                "{\"a\":\"b\",\"a\":\"b\"}",
                "{\"a\":\"b\",\"\\u0061\":\"c\"}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "[{\"a\":{\"b\":1,\"b\":2}}]",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "\uFEFF{}",
                "{}\uFEFF"
            })
    void refusesWhatIsNotOneValueWithOneMeaning(String json) {
        assertThat(StrictJson.parse(json)).isEmpty();
    }

    @Test
    void limitsTheDepthWithoutUsingUpTheStack() {
        assertThat(StrictJson.parse("[".repeat(64) + "]".repeat(64))).isPresent();
        assertThat(StrictJson.parse("[".repeat(65) + "]".repeat(65))).isEmpty();
        assertThat(StrictJson.parse("{\"a\":" + "[".repeat(10_000))).isEmpty();
        assertThat(StrictJson.parse("{\"a\":" + "{\"a\":".repeat(10_000))).isEmpty();
    }

    @Test
    void decodesUtf8Alone() {
        assertThat(StrictJson.decode("{\"a\":\"\u00e6\"}".getBytes(UTF_8))).contains("{\"a\":\"\u00e6\"}");
        assertThat(StrictJson.decode("\uFEFF{}".getBytes(UTF_8))).contains("{}");
        assertThat(StrictJson.decode("{\"a\":\"\u00e6\"}".getBytes(ISO_8859_1))).isEmpty();
        assertThat(StrictJson.decode("{}".getBytes(UTF_16))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "\uFEFF{}"})
    void parsesOneObjectInUtf8(String json) {
        assertThat(StrictJson.parseObject(json.getBytes(UTF_8))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[{}]",
                "[{\"a\":1}]",
                "null",
                "true",
                "1",
                "\"text\"",
                "\uFEFF",
                "\uFEFF\uFEFF{}",
                "{\uFEFF}",
                "{}\uFEFF"
            })
    void parsesNothingElseAsAnObject(String json) {
        assertThat(StrictJson.parseObject(json.getBytes(UTF_8))).isEmpty();
        assertThat(StrictJson.parseObject(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .isEmpty();
    }
}
