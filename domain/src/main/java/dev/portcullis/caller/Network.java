package dev.portcullis.caller;

import java.util.List;

/**
 * The network of an address. For IPv4 the address itself; for IPv6 a prefix of 64 bits, which a household or a rented
 * server has to itself, or one of 56 or 48 bits, which one customer may get as a whole (RFC 6177). Immutable.
 *
 * @param value the address, or the prefix with its length such as {@code 2001:db8:1:2::/64}
 */
public record Network(String value) {
    private static final int BITS_OF_A_GROUP = 16;
    private static final int NARROWEST = 64;

    /** The narrowest network of an address: for IPv4 the address, for IPv6 its first 64 bits. */
    public static Network of(ClientAddress address) {
        return within(address, NARROWEST);
    }

    /**
     * The network of an address with a given prefix length. For IPv4, and for text that is not an IP address, the
     * address itself.
     *
     * @param bits of the prefix, 48 to 64
     */
    public static Network within(ClientAddress address, int bits) {
        return IpAddress.parseWithZone(address.value())
                .map(parsed -> within(parsed, bits))
                .orElseGet(() -> new Network(address.value()));
    }

    private static Network within(IpAddress address, int bits) {
        if (!address.isIpv6()) {
            return new Network(address.toString());
        }
        List<String> groups = List.of(address.masked(bits).toString().split(":", -1));
        int kept = (bits + BITS_OF_A_GROUP - 1) / BITS_OF_A_GROUP;
        return new Network(String.join(":", groups.subList(0, kept)) + "::/" + bits);
    }

    /** Whether an address is in networks of several sizes. */
    public static boolean hasPrefixes(ClientAddress address) {
        return IpAddress.parseWithZone(address.value())
                .filter(IpAddress::isIpv6)
                .isPresent();
    }
}
