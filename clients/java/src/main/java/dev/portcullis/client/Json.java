package dev.portcullis.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON (RFC 8259), so that the client brings no library, whose version could differ from the one that a
 * program already has. Objects are maps, arrays are lists, numbers are {@link BigDecimal}; the others are as in Java.
 */
final class Json {
    /** The service nests no deeper than 5; data of an upstream may. */
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Throws {@link IllegalArgumentException} if the text is not JSON, without the text. */
    static @Nullable Object read(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipSpace();
        json.require(json.at == text.length());
        return value;
    }

    private @Nullable Object value(int depth) {
        require(depth <= MAX_DEPTH);
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        for (boolean first = true; !ends('}', first); first = false) {
            skipSpace();
            require(peek() == '"');
            String name = string();
            skipSpace();
            require(peek() == ':');
            at++;
            members.put(name, value(depth + 1));
        }
        return members;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> elements = new ArrayList<>();
        at++;
        for (boolean first = true; !ends(']', first); first = false) {
            elements.add(value(depth + 1));
        }
        return elements;
    }

    /** Whether an object or array ends here; if not, passes the comma before the next element. */
    private boolean ends(char end, boolean first) {
        skipSpace();
        if (peek() == end) {
            at++;
            return true;
        }
        if (!first) {
            require(peek() == ',');
            at++;
        }
        return false;
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        for (at++; peek() != '"'; at++) {
            require(peek() >= ' ');
            value.append(peek() == '\\' ? escaped() : peek());
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        at++;
        return switch (peek()) {
            case '"', '\\', '/' -> peek();
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                require(text.length() - at > 4);
                at += 4;
                String digits = text.substring(at - 3, at + 1);
                require(digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0 && digit < 128));
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> throw invalid();
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        require(text.startsWith(word, at));
        at += word.length();
        return value;
    }

    private BigDecimal number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        require(number.matches("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?"));
        return new BigDecimal(number);
    }

    private char peek() {
        require(at < text.length());
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void require(boolean valid) {
        if (!valid) {
            throw invalid();
        }
    }

    private IllegalArgumentException invalid() {
        return new IllegalArgumentException("invalid JSON at character " + at);
    }

    /** An object of strings; members that are null are left out. */
    static String write(Map<String, @Nullable String> members) {
        return members.entrySet().stream()
                .filter(member -> member.getValue() != null)
                .map(member -> quoted(member.getKey()) + ":" + quoted(String.valueOf(member.getValue())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char each : value.toCharArray()) {
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else if (each < ' ' || Character.isSurrogate(each)) {
                // Surrogates, because an unpaired one cannot be encoded in UTF-8.
                quoted.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) each));
            } else {
                quoted.append(each);
            }
        }
        return quoted.append('"').toString();
    }
}
