package dev.portcullis.http.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A refusal on its way to the caller, before it is put into words.
 *
 * @param errors what is wrong with which field; empty unless the code is about fields
 * @param headers that the answer carries beside those of every answer
 */
public record Problem(ProblemCode code, List<FieldError> errors, List<Header> headers) {
    /**
     * What is wrong with one field.
     *
     * @param reason a stable lower-case code, as of {@link dev.portcullis.kernel.InvalidValue.Reason}
     */
    public record FieldError(String field, String reason) {}

    /** One line of an answer's head. */
    public record Header(String name, String value) {}

    public Problem {
        errors = List.copyOf(errors);
        headers = List.copyOf(headers);
    }

    public static Problem of(ProblemCode code) {
        Problem plain = new Problem(code, List.of(), List.of());
        // RFC 9110, 15.5.2: a 401 says how to authenticate.
        return code.status() == 401 ? plain.with("WWW-Authenticate", "Bearer") : plain;
    }

    public Problem with(List<FieldError> fieldErrors) {
        return new Problem(code, fieldErrors, headers);
    }

    public Problem with(String header, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(header, value));
        return new Problem(code, errors, more);
    }

    /** In whole seconds and never too early. */
    public Problem retryAfter(Duration delay) {
        long seconds = delay.plusNanos(999_999_999).toSeconds();
        return with("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }
}
