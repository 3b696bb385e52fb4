package dev.portcullis.http.caller;

import dev.portcullis.caller.RequestId;
import dev.portcullis.kernel.Ids;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Gives each request its id: the one that the caller sent, where it is safe to repeat, else a new one. */
@Singleton
public final class RequestIds {
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = RequestIds.class.getName();

    private final Ids ids;

    RequestIds(Ids ids) {
        this.ids = ids;
    }

    /** The same for each call with one request. */
    public RequestId of(RoutingContext http) {
        RequestId known = http.get(KEY);
        if (known != null) {
            return known;
        }
        String sent = http.request().getHeader(HEADER);
        RequestId id = new RequestId(
                sent != null && RequestId.isSafe(sent) ? sent : ids.next().toString());
        http.put(KEY, id);
        return id;
    }
}
