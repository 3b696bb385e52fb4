package dev.portcullis.http.audit;

import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemCode;
import dev.portcullis.kernel.InvalidValue;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request. Read each parameter, then call {@link #requireValid()}, then use the values: so
 * one response reports all errors. An unknown parameter is an error, because a filter with a typo in its name would
 * show what it was meant to exclude. Not thread-safe.
 */
final class QueryParameters {
    /** Names that a response may repeat; all valid parameter names match. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private static final int MOST_UNKNOWN = 8;

    private final MultiMap query;
    private final Set<String> known = new HashSet<>();
    private final List<Problem.FieldError> errors = new ArrayList<>();

    private QueryParameters(MultiMap query) {
        this.query = query;
    }

    static QueryParameters of(RoutingContext http) {
        return new QueryParameters(http.request().params());
    }

    /** A parameter, or null if it is missing or invalid. */
    <T> @Nullable T optional(String name, Function<String, T> type) {
        known.add(name);
        List<String> values = query.getAll(name);
        if (values.size() > 1) {
            errors.add(new Problem.FieldError(name, "repeated"));
        }
        return values.size() == 1 ? read(name, values.get(0), type) : null;
    }

    <T> T optional(String name, Function<String, T> type, T otherwise) {
        T value = optional(name, type);
        return value == null ? otherwise : value;
    }

    private <T> @Nullable T read(String name, String value, Function<String, T> type) {
        try {
            if (value.isEmpty()) {
                throw new InvalidValue(InvalidValue.Reason.REQUIRED);
            }
            return type.apply(value);
        } catch (InvalidValue invalid) {
            errors.add(new Problem.FieldError(name, invalid.reason().name().toLowerCase(Locale.ROOT)));
            return null;
        }
    }

    /** Throws a problem that lists all invalid parameters, if there are any. */
    void requireValid() {
        Set<String> unknown = new TreeSet<>(query.names());
        unknown.removeAll(known);
        unknown.stream()
                .limit(MOST_UNKNOWN)
                .map(name -> NAME.matcher(name).matches() ? name : "query")
                .distinct()
                .forEach(name -> errors.add(new Problem.FieldError(name, "unknown")));
        if (!errors.isEmpty()) {
            throw Problem.of(ProblemCode.VALIDATION_FAILED).with(errors).toRejection();
        }
    }
}
