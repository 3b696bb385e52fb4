package dev.portcullis.http.caller;

import dev.portcullis.caller.TraceId;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the trace that a caller says its request is part of: the header {@code traceparent} of W3C Trace Context. */
final class Traces {
    private static final String HEADER = "traceparent";

    /** W3C Trace Context, 3.2.2; versions to come may add something at the end. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private static final int LONGEST = 256;

    private Traces() {}

    static @Nullable TraceId of(HttpServerRequest request) {
        List<String> sent = request.headers().getAll(HEADER);
        return sent.size() == 1 ? of(sent.get(0)) : null;
    }

    static @Nullable TraceId of(String header) {
        Matcher matcher = FORM.matcher(header.length() > LONGEST ? "" : header);
        return matcher.matches() && TraceId.isTraceId(matcher.group(1)) ? new TraceId(matcher.group(1)) : null;
    }
}
