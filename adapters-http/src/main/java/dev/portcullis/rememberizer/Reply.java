package dev.portcullis.rememberizer;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** An answer as it came over the wire, within the bounds of {@link ResponseLimits}. Names of header fields are in lower case. */
record Reply(int status, Map<String, List<String>> headers, byte[] body) {
    private static final byte[] NOTHING = {};

    static Reply of(RestResponse<?> response) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        response.getStringHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new Reply(response.getStatus(), headers, bytes(response.getEntity()));
    }

    /** Of a success the client gives the bytes that it was asked for; of all else a stream over what has arrived whole. */
    private static byte[] bytes(@Nullable Object entity) throws IOException {
        if (entity instanceof InputStream stream) {
            try (stream) {
                return stream.readAllBytes();
            }
        }
        return entity instanceof byte[] bytes ? bytes : NOTHING;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Null unless there is just one. */
    @Nullable String only(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? values.get(0) : null;
    }

    @Override
    public String toString() {
        return "Reply[" + status + "]";
    }
}
