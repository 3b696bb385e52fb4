package dev.portcullis.http.caller;

import dev.portcullis.kernel.ClientAddress;
import io.quarkus.arc.DefaultBean;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Believes the connection and nothing that a request says of itself: no proxy is trusted. */
@DefaultBean
@Singleton
final class ConnectionAddresses implements ClientAddresses {
    @Override
    public ClientAddress of(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        return new ClientAddress(remote == null ? "" : text(remote.hostAddress()));
    }

    /** Empty for a Unix socket; a zone that makes the text too long to keep says nothing outside this machine. */
    private static String text(@Nullable String address) {
        if (address == null) {
            return "";
        }
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
