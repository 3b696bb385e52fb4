package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final ObjectMapper JACKSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Test
    void readsWhatAnotherLibraryWrites() throws Exception {
        Random random = new Random(4711);
        for (int i = 0; i < 2000; i++) {
            Object value = value(random, 0);
            String text = i % 2 == 0
                    ? JACKSON.writeValueAsString(value)
                    : JACKSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);

            assertThat(JACKSON.writeValueAsString(Json.read(text)))
                    .as(text)
                    .isEqualTo(JACKSON.writeValueAsString(JACKSON.readValue(text, Object.class)));
        }
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> text(random);
            case 1 -> random.nextLong();
            case 2 -> random.nextInt(1000) / 8.0;
            case 3 -> random.nextBoolean();
            case 4 -> null;
            case 5 -> {
                List<Object> list = new ArrayList<>();
                random.ints(random.nextInt(4)).forEach(each -> list.add(value(random, depth + 1)));
                yield list;
            }
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                random.ints(random.nextInt(4)).forEach(each -> map.put(text(random), value(random, depth + 1)));
                yield map;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String some = "a\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080æ\u2028\ud83d\ude00";
        random.ints(random.nextInt(8), 0, some.length()).forEach(at -> text.append(some.charAt(at)));
        return text.toString().replaceAll("[\\ud800-\\udfff]", "\ud83d\ude00");
    }

    @Test
    void writesWhatAnotherLibraryReads() throws Exception {
        Random random = new Random(4711);
        for (int i = 0; i < 2000; i++) {
            Map<String, String> members = new LinkedHashMap<>();
            random.ints(random.nextInt(4)).forEach(each -> members.put(text(random), text(random)));

            assertThat(JACKSON.readTree(Json.write(members))).isEqualTo(JACKSON.<JsonNode>valueToTree(members));
        }
    }

    @Test
    void leavesNullOutAndWritesAnUnpairedSurrogateAsAnEscape() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("a", null);
        members.put("b", "\ud800");

        assertThat(Json.write(members)).isEqualTo("{\"b\":\"\\ud800\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{}{}",
                "nul",
                "truex",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "1e99999",
                "NaN",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u١٢٣٤\"",
                "\"\n\"",
                "<html>"
            })
    void rejectsWhatIsNotJson(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsDeepNestingInsteadOfOverflowingTheStack() {
        assertThat(Json.read("[".repeat(64) + "]".repeat(64))).isInstanceOf(List.class);
        assertThatThrownBy(() -> Json.read("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
