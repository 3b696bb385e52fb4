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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object in a request. Read each field, {@linkplain #foresee foresee} refusals of the use case, call {@link
 * #requireValid()}, then take the values: so one response names every invalid field. Unknown fields are ignored, unless
 * {@link #refuseOthers} is called. For one thread.
 */
public final class JsonBody {
    /** Names that a response may repeat. */
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private static final int MOST_UNKNOWN = 8;

    private static final Pattern QUOTES = Pattern.compile("^[\"']|[\"']$");

    /**
     * A field of the body.
     *
     * @param ifValid its value; empty if it has an error, which {@link JsonBody#requireValid()} reports
     */
    public record Field<T>(String name, Optional<T> ifValid) {
        public T value() {
            return ifValid.orElseThrow(() -> new IllegalStateException("requireValid() was not called first"));
        }
    }

    private final JsonNode object;

    /** The fields in the order in which they were read, each with the code of its error, or an empty text. */
    private final Map<String, String> fields = new LinkedHashMap<>();

    private boolean hasError;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /**
     * Parses the body of a request, which has been read.
     *
     * @throws dev.portcullis.http.problem.ProblemException if it is not a JSON object in UTF-8, or not declared as JSON
     */
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

    /** A required string. */
    public <T> Field<T> required(String name, Function<String, T> type) {
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull()
                ? invalid(name, code(InvalidValue.Reason.REQUIRED))
                : read(name, node, type);
    }

    /** The value of the only field that is read, a required string; rejects the body if it is invalid. */
    public <T> T only(String name, Function<String, T> type) {
        Field<T> field = required(name, type);
        requireValid();
        return field.value();
    }

    /** An optional string; missing and null count as empty. */
    public <T> Field<T> optional(String name, Function<String, T> type) {
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull() ? valid(name, type.apply("")) : read(name, node, type);
    }

    /**
     * Reports each member that was not read, for partial updates: to ignore it would report a change that was not made.
     */
    public void refuseOthers() {
        List<String> others = new ArrayList<>();
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.containsKey(name)) {
                others.add(MEMBER.matcher(name).matches() ? name : "body");
            }
        });
        others.stream().limit(MOST_UNKNOWN).forEach(name -> fields.put(name, "unknown"));
        hasError |= !others.isEmpty();
    }

    private <T> Field<T> read(String name, JsonNode node, Function<String, T> type) {
        if (!node.isTextual()) {
            return invalid(name, "wrong_type");
        }
        try {
            return valid(name, type.apply(node.textValue()));
        } catch (InvalidValue invalid) {
            return invalid(name, code(invalid.reason()));
        }
    }

    private <T> Field<T> valid(String name, T value) {
        fields.put(name, "");
        return new Field<>(name, Optional.of(value));
    }

    private <T> Field<T> invalid(String name, String code) {
        fields.put(name, code);
        hasError = true;
        return new Field<>(name, Optional.empty());
    }

    private static String code(InvalidValue.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Notes that the use case is going to refuse the value of a field. A single such refusal is left to the use case, which
     * has a problem of its own for it. It is reported here if another field is invalid too, so that callers learn of both
     * from one response. A field with an error is not checked again.
     *
     * @param refusal returns the code of the field error; calls no other service
     */
    public <T> void foresee(Field<T> field, Function<? super T, Optional<String>> refusal) {
        field.ifValid().flatMap(refusal).ifPresent(code -> fields.put(field.name(), code));
    }

    /** Throws a problem that names each invalid field, if there is one. */
    public void requireValid() {
        List<Problem.FieldError> errors = fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> new Problem.FieldError(field.getKey(), field.getValue()))
                .toList();
        if (hasError || errors.size() > 1) {
            throw Problem.of(ProblemCode.VALIDATION_FAILED).with(errors).toRejection();
        }
    }
}
