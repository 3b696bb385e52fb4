package dev.portcullis.http.caller;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.IpAddress;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The proxies in front of this service whose {@code X-Forwarded-For} is trusted. Immutable and thread-safe. */
public final class TrustedProxies {
    private static final Pattern HOPS = Pattern.compile("[0-9]{1,2}");

    /** With a port, as some proxies write it: IPv6 only in brackets (RFC 3986, 3.2.2). */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?<four>[0-9.]+):[0-9]{1,5}|\\[(?<six>[0-9A-Fa-f:.]+)](:[0-9]{1,5})?");

    /** Proxies append to this header by default. Any other header could be forged by callers. */
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final int hops;
    private final List<TrustedNetwork> networks;

    private TrustedProxies(int hops, List<TrustedNetwork> networks) {
        this.hops = hops;
        this.networks = networks;
    }

    public static TrustedProxies none() {
        return new TrustedProxies(0, List.of());
    }

    /**
     * Reads the setting.
     *
     * @param setting the number of proxies as the only element, or their addresses and networks, such as
     *     {@code 10.0.0.0/8}
     * @throws IllegalArgumentException if it is neither, or a network is the whole internet
     */
    public static TrustedProxies of(List<String> setting) {
        if (setting.size() == 1 && HOPS.matcher(setting.get(0)).matches()) {
            return new TrustedProxies(Integer.parseInt(setting.get(0)), List.of());
        }
        return new TrustedProxies(0, setting.stream().map(TrustedNetwork::parse).toList());
    }

    /** @param distance of a proxy: 0 for the other end of the connection */
    private boolean isTrusted(int distance, String address) {
        return distance < hops
                || IpAddress.parseWithZone(address)
                        .filter(known -> networks.stream().anyMatch(network -> network.contains(known)))
                        .isPresent();
    }

    /** A network in the notation of RFC 4632, 3.1; without a length, a single address. */
    private record TrustedNetwork(IpAddress address, int length) {
        static TrustedNetwork parse(String text) {
            String[] parts = text.split("/", 2);
            IpAddress address = IpAddress.parseWithZone(parts[0])
                    .orElseThrow(() -> new IllegalArgumentException("not an IP address"));
            int length = parts.length == 1 ? address.bits() : Integer.parseInt(parts[1]);
            if (length < 1 || length > address.bits()) {
                throw new IllegalArgumentException("not a network");
            }
            return new TrustedNetwork(address, length);
        }

        boolean contains(IpAddress other) {
            return other.isIn(address, length);
        }
    }

    /**
     * Whether the other end of a connection is a trusted proxy. If the setting is a number of proxies, every peer is
     * one: the service cannot be reached without them.
     */
    public boolean isProxy(InetAddress peer) {
        return isTrusted(0, peer.getHostAddress());
    }

    /**
     * The client address of a request: the address of the connection, or, if that is a trusted proxy, the address that
     * the proxy reported, and so on. Uses the connection and not the request, whose address Quarkus may have taken from a
     * header, depending on a setting.
     */
    public ClientAddress clientOf(HttpServerRequest request) {
        // Each proxy appended the address that it was called from.
        String forwarded = String.join(",", request.headers().getAll(FORWARDED_FOR));
        return new ClientAddress(client(peer(request.connection().remoteAddress()), forwarded));
    }

    /** Empty for a Unix socket. */
    private static String peer(@Nullable SocketAddress remote) {
        String address = remote == null ? null : remote.hostAddress();
        return address == null
                ? ""
                : IpAddress.parseWithZone(address).map(IpAddress::toString).orElse(address);
    }

    private String client(String peer, String forwarded) {
        String client = peer;
        String[] claims = forwarded.split(",", -1);
        for (int distance = 0; distance < claims.length && isTrusted(distance, client); distance++) {
            Optional<IpAddress> claim = claimed(claims[claims.length - 1 - distance].strip());
            if (claim.isEmpty()) {
                return client;
            }
            client = claim.get().toString();
        }
        return client;
    }

    private static Optional<IpAddress> claimed(String text) {
        Matcher withPort = WITH_PORT.matcher(text);
        if (!withPort.matches()) {
            return IpAddress.parse(text);
        }
        String four = withPort.group("four");
        return IpAddress.parse(four == null ? withPort.group("six") : four);
    }
}
