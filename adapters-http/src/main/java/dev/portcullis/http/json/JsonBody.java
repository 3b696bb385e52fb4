package dev.portcullis.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemCode;
import dev.portcullis.json.StrictJson;
import dev.portcullis.kernel.InvalidValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object in a request. Read each field, {@linkplain #foresee foresee} refusals of the use case, then call {@link
 * #requireValid()}, then take the values: so one answer names every field that is wrong. Fields that nobody asks for are
 * ignored. For one thread.
 */
public final class JsonBody {
    private static final Pattern QUOTES = Pattern.compile("^[\"']|[\"']$");

    /** A field as it came: a value, or an error that {@link JsonBody#requireValid()} has told of. */
    public static final class Field<T> {
        private final String name;
        private final @Nullable T value;

        private Field(String name, @Nullable T value) {
            this.name = name;
            this.value = value;
        }

        /** The value, or nothing where the field has an error. */
        public Optional<T> ifValid() {
            return Optional.ofNullable(value);
        }

        public T value() {
            if (value == null) {
                throw new IllegalStateException("requireValid() was not asked first");
            }
            return value;
        }
    }

    private final JsonNode object;
    private final List<Problem.FieldError> errors = new ArrayList<>();
    private final List<Problem.FieldError> foreseen = new ArrayList<>();

    /** The names of the fields in the order in which they were read, which is the order of their errors. */
    private final List<String> names = new ArrayList<>();

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /** Of a request whose body has been read. Leaves with a problem when that is no JSON object in UTF-8. */
    public static JsonBody of(RoutingContext http) {
        Buffer body = http.body() == null ? null : http.body().buffer();
        if (body == null || body.length() == 0) {
            throw Problem.of(ProblemCode.MALFORMED_JSON).toRejection();
        }
        if (!isJson(http.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE).toRejection();
        }
        return parse(body.getBytes());
    }

    /** Only the type that a page of another site cannot send unasked (Fetch: it is not CORS-safelisted). */
    static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        List<String> parts = split(contentType);
        return parts.get(0).equalsIgnoreCase("application/json")
                && parts.stream().skip(1).allMatch(JsonBody::isNoOtherCharset);
    }

    /** The media type and its parameters. A semicolon in a quoted value separates nothing (RFC 9110, 5.6.6). */
    private static List<String> split(String contentType) {
        List<String> parts = new ArrayList<>();
        boolean isQuoted = false;
        int start = 0;
        for (int i = 0; i < contentType.length(); i++) {
            char c = contentType.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == '\\' && isQuoted) {
                i++;
            } else if (c == ';' && !isQuoted) {
                parts.add(contentType.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(contentType.substring(Math.min(start, contentType.length())).strip());
        return parts;
    }

    /**
     * Whether the parameter is not a {@code charset}, or names UTF-8. JSON has no such parameter (RFC 8259, 11), so each
     * way of clients to write the name is accepted: any alias that Java knows, {@code utf8} among them, in either kind of
     * quotes.
     */
    private static boolean isNoOtherCharset(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0 || !parameter.substring(0, equals).strip().equalsIgnoreCase("charset")) {
            return true;
        }
        String name = QUOTES.matcher(parameter.substring(equals + 1).strip()).replaceAll("");
        try {
            return Charset.forName(name).equals(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    static JsonBody parse(byte[] utf8) {
        return StrictJson.parseObject(utf8)
                .map(JsonBody::new)
                .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_JSON).toRejection());
    }

    /** A text that must be there. */
    public <T> Field<T> required(String name, Function<String, T> type) {
        names.add(name);
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull()
                ? wrong(name, code(InvalidValue.Reason.REQUIRED))
                : read(name, node, type);
    }

    /** A text that may be absent or null, which is then as if it were empty. */
    public <T> Field<T> optional(String name, Function<String, T> type) {
        names.add(name);
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull() ? new Field<>(name, type.apply("")) : read(name, node, type);
    }

    private <T> Field<T> read(String name, JsonNode node, Function<String, T> type) {
        if (!node.isTextual()) {
            return wrong(name, "wrong_type");
        }
        try {
            return new Field<>(name, type.apply(node.textValue()));
        } catch (InvalidValue invalid) {
            return wrong(name, code(invalid.reason()));
        }
    }

    private <T> Field<T> wrong(String name, String code) {
        errors.add(new Problem.FieldError(name, code));
        return new Field<>(name, null);
    }

    private static String code(InvalidValue.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Notes for what the use case is going to refuse the value of a field. By itself that is left to the use case, which has
     * a problem of its own for it; it is reported here when another field is wrong too, so that nobody has to send the body
     * once more to learn of it. A field with an error is not looked at again.
     *
     * @param refusal gives the code of the field error; asks no other service
     */
    public <T> void foresee(Field<T> field, Function<? super T, Optional<String>> refusal) {
        field.ifValid().flatMap(refusal).ifPresent(code -> foreseen.add(new Problem.FieldError(field.name, code)));
    }

    /** Leaves with a problem that names each field at fault. */
    public void requireValid() {
        List<Problem.FieldError> all = Stream.concat(errors.stream(), foreseen.stream())
                .sorted(Comparator.comparingInt(error -> names.indexOf(error.field())))
                .toList();
        if (!errors.isEmpty() || all.size() > 1) {
            throw Problem.of(ProblemCode.VALIDATION_FAILED).with(all).toRejection();
        }
    }
}
