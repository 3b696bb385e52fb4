package dev.portcullis.http.upstream;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.kernel.Unicode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data of a request that is forwarded to the upstream. The getters are header fields of the call; null for those that
 * are not sent.
 */
public final class UpstreamRequest {
    private final @Nullable String cookies;
    private final @Nullable String authorization;
    private final @Nullable String languages;
    private final @Nullable String address;
    private final String body;

    public UpstreamRequest(
            @Nullable String cookies,
            @Nullable String authorization,
            @Nullable String languages,
            @Nullable String address,
            String body) {
        this.cookies = cookies;
        this.authorization = authorization;
        this.languages = languages;
        this.address = address;
        this.body = body;
    }

    static UpstreamRequest by(RoutingContext http, ClientAddress address) {
        Buffer body = http.body() == null ? null : http.body().buffer();
        // RFC 8259, 8.1: JSON must not be sent with a byte order mark.
        String text = body == null ? "" : Unicode.withoutByteOrderMark(body.toString(StandardCharsets.UTF_8));
        return of(http.request().headers(), address, text);
    }

    /**
     * The documented header fields of a request, and its body.
     *
     * @param body as it was received and validated by the resource; empty if there was none
     */
    public static UpstreamRequest of(MultiMap headers, ClientAddress address, String body) {
        List<String> authorization = headers.getAll(HttpHeaders.AUTHORIZATION);
        return new UpstreamRequest(
                joined("; ", headers.getAll(HttpHeaders.COOKIE)),
                // Which of several fields counts would be up to the reader, so none is sent.
                authorization.size() == 1 ? authorization.get(0) : null,
                joined(", ", headers.getAll(HttpHeaders.ACCEPT_LANGUAGE)),
                address.value().isEmpty() ? null : address.value(),
                body);
    }

    private static @Nullable String joined(String separator, List<String> values) {
        return values.isEmpty() ? null : String.join(separator, values);
    }

    public UpstreamRequest withoutAddress() {
        return new UpstreamRequest(cookies, authorization, languages, null, body);
    }

    @HeaderParam(HttpHeaders.COOKIE)
    public @Nullable String getCookies() {
        return cookies;
    }

    @HeaderParam(HttpHeaders.AUTHORIZATION)
    public @Nullable String getAuthorization() {
        return authorization;
    }

    @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE)
    public @Nullable String getLanguages() {
        return languages;
    }

    @HeaderParam("X-Forwarded-For")
    public @Nullable String getAddress() {
        return address;
    }

    public String body() {
        return body;
    }
}
