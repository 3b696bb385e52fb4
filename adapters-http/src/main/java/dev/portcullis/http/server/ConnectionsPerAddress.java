package dev.portcullis.http.server;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.Network;
import dev.portcullis.http.caller.TrustedProxies;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Limits the open connections per client address: a single client cannot use up the connections of the server. IPv6
 * addresses count by their first 64 bits, because one subscriber has at least a /64 (RFC 6177).
 *
 * <p>The address is that of the socket: headers are read only after a connection has been accepted. Trusted proxies have
 * no limit, since the connections of all clients come from their address. Thread-safe.
 */
final class ConnectionsPerAddress {
    /** The minimum time between two warnings: one per rejected connection would flood the log. */
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(ConnectionsPerAddress.class);

    private final int maximum;
    private final TrustedProxies proxies;
    private final ConcurrentMap<Network, Integer> open = new ConcurrentHashMap<>();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    ConnectionsPerAddress(int maximum, TrustedProxies proxies) {
        this.maximum = maximum;
        this.proxies = proxies;
    }

    /**
     * Counts an accepted connection.
     *
     * @return uncounts the connection, to be run once when it is closed; null if its address already has the maximum, in
     *     which case the connection is not counted
     */
    @Nullable Runnable admit(@Nullable SocketAddress peer) {
        Network network = counted(peer);
        if (network == null) {
            return () -> {};
        }
        int now = open.merge(network, 1, Integer::sum);
        Runnable close = () -> {
            open.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
        };
        if (now <= maximum) {
            return close;
        }
        close.run();
        warn(network);
        return null;
    }

    /** Null for a Unix socket, for a connection that has broken already, and for trusted proxies. */
    private @Nullable Network counted(@Nullable SocketAddress peer) {
        InetAddress address = peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
        return address == null || proxies.isProxy(address)
                ? null
                : Network.of(new ClientAddress(address.getHostAddress()));
    }

    private void warn(Network network) {
        long due = nextWarning.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + BETWEEN_WARNINGS.toNanos())) {
            LOG.warnf(
                    "%s has %d connections open, the maximum of portcullis.http.connections-per-address; closing further"
                            + " connections. If this is a proxy, add it to portcullis.trusted-proxies.",
                    network.value(), maximum);
        }
    }
}
