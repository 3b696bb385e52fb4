package dev.portcullis.http.caller;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which proxies in front of this service are believed when they say where a request came from. Immutable and safe for
 * use by many threads.
 */
public final class TrustedProxies {
    private static final Pattern HOPS = Pattern.compile("[0-9]{1,2}");

    /** Says whether a proxy is trusted, by its distance and by its address. */
    @FunctionalInterface
    private interface Trust {
        /**
         * Whether what this one wrote down is believed.
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
     * Reads the proxies as an operator writes them.
     *
     * @param setting how many there are, alone; or the addresses and networks that they have, such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException when it is neither, or a network is the whole internet
     */
    public static TrustedProxies of(List<String> setting) {
        if (setting.size() == 1 && HOPS.matcher(setting.get(0)).matches()) {
            int hops = Integer.parseInt(setting.get(0));
            return new TrustedProxies((distance, address) -> distance < hops);
        }
        List<IpSubnetFilterRule> networks =
                setting.stream().map(TrustedProxies::network).toList();
        return new TrustedProxies((distance, address) -> isIn(networks, address));
    }

    private static IpSubnetFilterRule network(String text) {
        String[] parts = text.split("/", 2);
        InetAddress address = IpAddresses.parse(parts[0]);
        if (address == null) {
            throw new IllegalArgumentException("not an address");
        }
        int bits = address.getAddress().length * 8;
        int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
        if (prefix < 1 || prefix > bits) {
            throw new IllegalArgumentException("not a network");
        }
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    }

    private static boolean isIn(List<IpSubnetFilterRule> networks, String address) {
        InetAddress parsed = IpAddresses.parse(address);
        return parsed != null
                && networks.stream().anyMatch(network -> network.matches(new InetSocketAddress(parsed, 0)));
    }

    /**
     * Whether the other end of a connection is a trusted proxy. With a number of proxies as the setting every peer counts
     * as one: the service cannot be reached without them then.
     */
    public boolean isProxy(InetAddress peer) {
        return trust.covers(0, peer.getHostAddress());
    }

    /**
     * The address nearest to the client that somebody trusted wrote down, or the peer's.
     *
     * @param peer the other end of the connection; empty where it has no address
     * @param forwarded addresses separated by commas, to which each proxy has added the one that it was called from
     */
    String client(String peer, String forwarded) {
        String client = peer;
        String[] claims = forwarded.split(",", -1);
        for (int distance = 0; distance < claims.length && trust.covers(distance, client); distance++) {
            InetAddress claim = IpAddresses.parseForwarded(claims[claims.length - 1 - distance].strip());
            if (claim == null) {
                return client;
            }
            client = claim.getHostAddress();
        }
        return client;
    }
}
