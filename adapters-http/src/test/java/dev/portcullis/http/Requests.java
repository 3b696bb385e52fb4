package dev.portcullis.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;

/** Requests that consist of headers and an address, for tests without a server. */
public final class Requests {
    /** Of each request here. */
    public static final String PATH = "/api/v1/auth/custom-refresh/";

    /** Accepts headers. */
    private static final HttpServerResponse RESPONSE = (HttpServerResponse) Proxy.newProxyInstance(
            Requests.class.getClassLoader(), new Class<?>[] {HttpServerResponse.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("putHeader")) {
                    return proxy;
                }
                throw new UnsupportedOperationException(method.getName());
            });

    private Requests() {}

    /**
     * A request with these headers.
     *
     * @param headers names and values in turn; a name may come more than once
     */
    public static HttpServerRequest with(String... headers) {
        return from(null, headers);
    }

    public static HttpServerRequest from(SocketAddress address, String... headers) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            map.add(headers[i], headers[i + 1]);
        }
        return (HttpServerRequest) Proxy.newProxyInstance(
                Requests.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "headers" -> map;
                    case "path" -> PATH;
                    case "response" -> RESPONSE;
                    case "connection" -> connectionFrom(address);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static HttpConnection connectionFrom(SocketAddress address) {
        return (HttpConnection) Proxy.newProxyInstance(
                Requests.class.getClassLoader(), new Class<?>[] {HttpConnection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("remoteAddress")) {
                        return address;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
