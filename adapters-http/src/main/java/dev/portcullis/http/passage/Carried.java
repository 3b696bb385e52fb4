package dev.portcullis.http.passage;

import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.ClientAddress;
import dev.portcullis.kernel.Unicode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries that may be meant for a provider elsewhere, as it came. Header fields that came several times
 * are several entries.
 *
 * @param cookies of this host, whoever set them
 * @param address of the caller, as we see it
 * @param body empty when there was none; without a byte order mark, which JSON must not be sent with (RFC 8259, 8.1);
 *     what it says has been checked by whoever read it
 */
public record Carried(
        List<String> cookies, List<String> authorization, List<String> languages, ClientAddress address, String body)
        implements Belongings {

    public Carried {
        cookies = List.copyOf(cookies);
        authorization = List.copyOf(authorization);
        languages = List.copyOf(languages);
    }

    public static Carried by(RoutingContext http, ClientAddress address) {
        HttpServerRequest request = http.request();
        Buffer body = http.body() == null ? null : http.body().buffer();
        return new Carried(
                request.headers().getAll(HttpHeaders.COOKIE),
                request.headers().getAll(HttpHeaders.AUTHORIZATION),
                request.headers().getAll(HttpHeaders.ACCEPT_LANGUAGE),
                address,
                body == null ? "" : Unicode.withoutByteOrderMark(body.toString(StandardCharsets.UTF_8)));
    }

    /** Null for a caller whose belongings are not those of a request. */
    public static @Nullable Carried of(Belongings belongings) {
        return belongings instanceof Carried carried ? carried : null;
    }

    @Override
    public String toString() {
        return "Carried[redacted]";
    }
}
