package dev.portcullis.http.caller;

import dev.portcullis.kernel.ClientAddress;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Decides which address a request came from: the connection's, unless that is a trusted proxy's; then the one that the
 * proxy wrote down, and so on. Asks the connection and not the request, whose address a setting of Quarkus' may have
 * taken from a header. Safe for use by many threads.
 */
@Singleton
public final class ClientAddresses {
    /** The one that proxies append to by default. Were another read beside it, callers would write the other. */
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
        return address == null ? "" : IpAddresses.normalised(address);
    }
}
