package dev.portcullis.http.upstream;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.kernel.Unicode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a request carries for the upstream, as it was received. A header field that was sent several times is several
 * entries.
 *
 * @param cookies all cookies of this host
 * @param address the address of the caller
 * @param body the body, which the resource has validated; empty if there was none; without a byte order mark, which JSON
 *     must not be sent with (RFC 8259, 8.1)
 */
public record UpstreamRequest(
        List<String> cookies, List<String> authorization, List<String> languages, ClientAddress address, String body) {

    public UpstreamRequest {
        cookies = List.copyOf(cookies);
        authorization = List.copyOf(authorization);
        languages = List.copyOf(languages);
    }

    public static UpstreamRequest by(RoutingContext http, ClientAddress address) {
        HttpServerRequest request = http.request();
        Buffer body = http.body() == null ? null : http.body().buffer();
        return new UpstreamRequest(
                request.headers().getAll(HttpHeaders.COOKIE),
                request.headers().getAll(HttpHeaders.AUTHORIZATION),
                request.headers().getAll(HttpHeaders.ACCEPT_LANGUAGE),
                address,
                body == null ? "" : Unicode.withoutByteOrderMark(body.toString(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return "UpstreamRequest[redacted]";
    }
}
