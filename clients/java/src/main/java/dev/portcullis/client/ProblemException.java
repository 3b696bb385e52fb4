package dev.portcullis.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error response, or a response that is not one of the API, such as a page of a proxy. A failed connection is neither:
 * it throws {@link java.io.UncheckedIOException}. The message has the code and the text of the problem. Immutable.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    private ProblemException(Problem problem, @Nullable Duration retryAfter) {
        super(problem.status() + " " + problem.code() + ": " + problem.detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** Reads an error response. A proxy may have sent it, so its body can be anything. */
    static ProblemException of(int status, String body, @Nullable Duration retryAfter) {
        return new ProblemException(read(status, body), retryAfter);
    }

    private static Problem read(int status, String body) {
        try {
            Problem problem = Problem.of(JsonObject.read(body));
            if (problem.status() == status) {
                return problem;
            }
        } catch (IllegalArgumentException notAProblem) {
            // As below.
        }
        String detail = "The response is not one of the API.";
        return new Problem("about:blank", "", status, detail, "", "internal_error", "", List.of(), null);
    }

    /** What the service reported; {@code internal_error} for a response that is not one of the API, whatever its status. */
    public Problem problem() {
        return problem;
    }

    /** Whether the code of the problem is one of these. */
    public boolean is(String... codes) {
        return List.of(codes).contains(problem.code());
    }

    /** The time until a retry makes sense, or null if the service does not report it. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The codes of the invalid fields by their names. */
    public Map<String, String> fields() {
        return problem.errors().stream()
                .collect(Collectors.toMap(
                        Problem.FieldError::field, Problem.FieldError::code, (first, second) -> first));
    }
}
