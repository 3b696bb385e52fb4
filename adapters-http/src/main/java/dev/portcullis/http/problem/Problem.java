package dev.portcullis.http.problem;

import dev.portcullis.http.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error response before its texts are chosen.
 *
 * @param errors the invalid fields; empty unless the code is about fields
 * @param headers in addition to those of every response
 * @param answered what the upstream refused with; null if it did not decide
 */
public record Problem(
        ProblemCode code,
        List<FieldError> errors,
        List<Header> headers,
        @Nullable UpstreamResponse answered) {
    private static final String AUTHENTICATE = "WWW-Authenticate";
    private static final String RETRY_AFTER = "Retry-After";

    /**
     * What is wrong with one field.
     *
     * @param reason a stable lower-case code, as of {@link dev.portcullis.kernel.InvalidValue.Reason}
     */
    public record FieldError(String field, String reason) {}

    public record Header(String name, String value) {}

    public Problem {
        errors = List.copyOf(errors);
        headers = List.copyOf(headers);
    }

    public static Problem of(ProblemCode code) {
        return new Problem(code, List.of(), List.of(), null).challenging();
    }

    /** RFC 9110, 15.5.2: a 401 must say how to authenticate. */
    private Problem challenging() {
        boolean isPresent = headers.stream().anyMatch(header -> header.name().equals(AUTHENTICATE));
        return status() == 401 && !isPresent ? with(AUTHENTICATE, "Bearer") : this;
    }

    /** The status of the response: that of the upstream, if it decided, or that of the code. */
    public int status() {
        return answered == null ? code.status() : answered.status();
    }

    /** Adds what the upstream refused with: its status, its reason, its cookies, and when to retry. */
    public Problem with(UpstreamResponse refusal) {
        Problem passed = new Problem(code, errors, headers, refusal).withCookies(refusal.cookies());
        Duration delay = refusal.retryAfter();
        return (delay == null ? passed : passed.retryAfter(delay)).challenging();
    }

    public Problem with(List<FieldError> fieldErrors) {
        return new Problem(code, fieldErrors, headers, answered);
    }

    /** Adds header lines {@code Set-Cookie}. */
    public Problem withCookies(List<String> lines) {
        Problem passed = this;
        for (String line : lines) {
            passed = passed.with("Set-Cookie", line);
        }
        return passed;
    }

    public Problem with(String header, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(header, value));
        return new Problem(code, errors, more, answered);
    }

    /** Rounded up to whole seconds, at least one. */
    public Problem retryAfter(Duration delay) {
        long seconds = delay.plusNanos(999_999_999).toSeconds();
        return with(RETRY_AFTER, Long.toString(Math.max(1, seconds)));
    }

    public ProblemException toException() {
        return new ProblemException(this, false);
    }

    /** For a request that no use case has seen: its event is recorded before the response is sent. */
    public ProblemException toRejection() {
        return new ProblemException(this, true);
    }
}
