package dev.portcullis.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.http.problem.ProblemException;
import dev.portcullis.kernel.InvalidValue;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    private static JsonBody parse(String json) {
        return JsonBody.parse(json.getBytes(UTF_8));
    }

    /** {@code StrictJsonTest} has the forms that are no JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"a\":\"b\",\"a\":\"b\"}", "\uFEFF"})
    void refusesWhatIsNoSingleJsonObject(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(ProblemException.class)
                .hasMessage("malformed_json");
    }

    @Test
    void takesAByteOrderMarkOfUtf8() {
        assertThat(parse("\uFEFF{\"a\":\"\uFEFFx\"}")
                        .required("a", Function.identity())
                        .value())
                .isEqualTo("\uFEFFx");
    }

    /** Clients for tests refuse to send some of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                " Application/JSON ",
                "application/json; charset=utf8",
                "application/json;charset=UTF8",
                "application/json; charset='utf-8'",
                "application/json; charset=\"utf8\"",
                "application/json ; Charset = utf-8 ;",
                "application/json; charset=utf-8; charset=utf8",
                "application/json; x=\"; charset=latin1\"",
                "application/json; x=\"\\\"; charset=latin1\"; charset=utf8",
                "application/json;",
                "application/json; x=\"",
                "application/json; x=\"\\",
                "application/json; charset"
            })
    void takesEachSpellingOfUtf8(String contentType) {
        assertThat(JsonBody.isJson(contentType)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "charset=utf-8",
                "text/json; charset=utf-8",
                "\"application/json\"",
                "application/json, text/plain",
                "application/json; charset=iso-8859-1",
                "application/json; charset = 'iso-8859-1'",
                "application/json; CHARSET=\"utf-16\"",
                "application/json; charset=utf8; charset=latin1",
                "application/json; x=\"\\\";\"; charset=utf-7",
                "application/json; charset=",
                "application/json; charset=''",
                "application/json; charset='",
                "application/json; charset=utf 8",
                "application/json; charset=utf-8, text/plain",
                "application/json; charset=\u0000"
            })
    void takesNoOtherTypeOrCharset(String contentType) {
        assertThat(JsonBody.isJson(contentType)).isFalse();
        assertThat(JsonBody.isJson(null)).isFalse();
    }

    @Test
    void ignoresFieldsThatNobodyAsksForHoweverOdd() {
        JsonBody body = parse("{\"a\":\"x\",\"\":[[{}]],\"n\":1e400,\"i\":" + "9".repeat(900) + "}");

        assertThat(body.required("a", Function.identity()).value()).isEqualTo("x");
    }

    @Test
    void namesEachFieldAtFaultInOneAnswer() {
        JsonBody body =
                parse("{\"number\":1,\"flag\":true,\"list\":[\"x\"],\"object\":{},\"nothing\":null,\"bad\":\"\"}");
        for (String name : new String[] {"number", "flag", "list", "object", "nothing", "missing"}) {
            assertThat(body.required(name, Function.identity())).isNotNull();
        }
        assertThat(body.<String>required("bad", text -> {
                    throw new InvalidValue(InvalidValue.Reason.TOO_SHORT);
                }))
                .isNotNull();

        assertThatThrownBy(body::requireValid)
                .isInstanceOf(ProblemException.class)
                .hasMessage("validation_failed");
    }

    @Test
    void takesAnOptionalFieldThatIsAbsentOrNullForEmpty() {
        JsonBody body = parse("{\"nothing\":null}");

        assertThat(body.optional("nothing", Function.identity()).value()).isEmpty();
        assertThat(body.optional("missing", Function.identity()).value()).isEmpty();
        body.requireValid();
    }

    @Test
    void givesNoValueOfAFieldAtFault() {
        JsonBody.Field<String> field = parse("{}").required("a", Function.identity());

        assertThatThrownBy(field::value).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesMembersThatAPartialUpdateCannotChange() {
        JsonBody body = parse("{\"a\":\"x\",\"b\":null,\"\\u0000\":1}");
        var unused = body.required("a", Function.identity());
        body.requireValid();

        body.refuseOthers();

        assertThatThrownBy(body::requireValid).hasMessage("validation_failed");
    }

    @Test
    void refusesNoMemberThatWasRead() {
        JsonBody body = parse("{\"a\":\"x\"}");
        var unused = body.required("a", Function.identity());

        body.refuseOthers();

        body.requireValid();
    }

    @Test
    void leavesASingleForeseenRefusalToTheUseCase() {
        JsonBody body = parse("{\"a\":\"x\",\"b\":\"y\"}");
        JsonBody.Field<String> a = body.required("a", Function.identity());
        body.foresee(a, value -> Optional.of("too_short"));
        body.foresee(body.required("b", Function.identity()), value -> Optional.empty());

        body.requireValid();

        assertThat(a.value()).isEqualTo("x");
    }

    @Test
    void reportsForeseenRefusalsOnceAnotherFieldIsWrong() {
        JsonBody body = parse("{\"a\":\"x\"}");
        body.foresee(body.required("a", Function.identity()), value -> Optional.of("too_short"));
        body.foresee(body.required("b", Function.identity()), value -> {
            throw new AssertionError("a field with an error is not looked at again");
        });

        assertThatThrownBy(body::requireValid)
                .isInstanceOf(ProblemException.class)
                .hasMessage("validation_failed");
    }

    @Test
    void reportsTwoForeseenRefusalsWithoutAnyOtherError() {
        JsonBody body = parse("{\"a\":\"x\",\"b\":\"y\"}");
        body.foresee(body.required("a", Function.identity()), value -> Optional.of("too_short"));
        body.foresee(body.required("b", Function.identity()), value -> Optional.of("required"));

        assertThatThrownBy(body::requireValid).hasMessage("validation_failed");
    }
}
