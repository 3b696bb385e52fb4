package dev.portcullis.http.caller;

import dev.portcullis.caller.IpAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies in front of this service whose {@code X-Forwarded-For} is trusted. Immutable and thread-safe.
 */
public final class TrustedProxies {
    private static final Pattern HOPS = Pattern.compile("[0-9]{1,2}");

    /** With a port, as some proxies write it: IPv6 only in brackets (RFC 3986, 3.2.2). */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?<four>[0-9.]+):[0-9]{1,5}|\\[(?<six>[0-9A-Fa-f:.]+)](:[0-9]{1,5})?");

    /** Decides whether a proxy is trusted, by its distance and by its address. */
    @FunctionalInterface
    private interface Trust {
        /**
         * Whether the address that a proxy reports is trusted.
         *
         * @param distance 0 for the other end of the connection
         */
        boolean covers(int distance, String address);
    }

    private final Trust trust;

    private TrustedProxies(Trust trust) {
        this.trust = trust;
    }

    public static TrustedProxies none() {
        return new TrustedProxies((distance, address) -> false);
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
            int hops = Integer.parseInt(setting.get(0));
            return new TrustedProxies((distance, address) -> distance < hops);
        }
        List<TrustedNetwork> networks =
                setting.stream().map(TrustedNetwork::parse).toList();
        return new TrustedProxies((distance, address) -> IpAddress.parseWithZone(address)
                .filter(known -> networks.stream().anyMatch(network -> network.contains(known)))
                .isPresent());
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
        return trust.covers(0, peer.getHostAddress());
    }

    /**
     * The address nearest to the client that the peer or a trusted proxy reported.
     *
     * @param peer address of the other end of the connection; empty if it has none
     * @param forwarded addresses separated by commas; each proxy appended the address that it was called from
     */
    String client(String peer, String forwarded) {
        String client = peer;
        String[] claims = forwarded.split(",", -1);
        for (int distance = 0; distance < claims.length && trust.covers(distance, client); distance++) {
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
