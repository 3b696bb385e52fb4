package dev.portcullis.outbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.json.StrictJson;
import dev.portcullis.kernel.Unicode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A complete response of another service, within the {@link CallLimits}.
 *
 * @param headers by their names in lower case
 */
public record ServiceResponse(int status, Map<String, List<String>> headers, byte[] body) {
    private static final byte[] NOTHING = {};

    static ServiceResponse of(RestResponse<?> response) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.getStringHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new ServiceResponse(response.getStatus(), headers, bytes(response.getEntity()));
    }

    /** The HTTP client returns the body of a success as bytes, and any other as a stream of bytes that have arrived. */
    private static byte[] bytes(@Nullable Object entity) {
        if (entity instanceof InputStream stream) {
            try (stream) {
                return stream.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return entity instanceof byte[] bytes ? bytes : NOTHING;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** All values of a header field. */
    public List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The value of a header field; null unless there is exactly one. */
    public @Nullable String only(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? values.get(0) : null;
    }

    /**
     * The media type of the body in lower case, without parameters. Empty if none is declared, or if the body has a
     * content coding, which is never requested.
     */
    public String mediaType() {
        String type = only("content-type");
        boolean isEncoded = all("content-encoding").stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase("identity"));
        return type == null || isEncoded ? "" : type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the body is declared as JSON. */
    public boolean isJson() {
        String type = mediaType();
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** The body, if it is declared as JSON and is exactly one object. */
    public Optional<ObjectNode> jsonObject() {
        return isJson() ? StrictJson.parseObject(body) : Optional.empty();
    }

    /** The body as UTF-8 without a byte order mark; invalid bytes are replaced. */
    public String text() {
        return Unicode.withoutByteOrderMark(new String(body, StandardCharsets.UTF_8));
    }

    /** Without headers and body, which may contain secrets. */
    @Override
    public String toString() {
        return "ServiceResponse[" + status + "]";
    }
}
