package dev.portcullis.http.caller;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.IpAddress;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Finds the client address of a request: the address of the connection, or, if that is a trusted proxy, the address that
 * the proxy reported, and so on. Uses the connection and not the request, whose address Quarkus may have taken from a
 * header, depending on a setting. Thread-safe.
 */
@Singleton
public final class ClientAddresses {
    /** Proxies append to this header by default. Any other header could be forged by callers. */
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final TrustedProxies proxies;

    ClientAddresses(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    public ClientAddress of(HttpServerRequest request) {
        List<String> lines = request.headers().getAll(FORWARDED_FOR);
        return new ClientAddress(proxies.client(peer(request.connection().remoteAddress()), String.join(",", lines)));
    }

    /** Empty for a Unix socket. */
    private static String peer(SocketAddress remote) {
        String address = remote == null ? null : remote.hostAddress();
        return address == null
                ? ""
                : IpAddress.parseWithZone(address).map(IpAddress::toString).orElse(address);
    }
}
