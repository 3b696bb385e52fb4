package dev.portcullis.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network that an address belongs to. Of IPv4 the address itself; of IPv6 a prefix of 64 bits, which a household or a
 * rented server has to itself, or one of 56 or 48 bits, which one customer may get as a whole (RFC 6177). Immutable.
 *
 * @param value the address, or the prefix with its length such as {@code 2001:db8:1:2::/64}
 */
public record Network(String value) {
    private static final int GROUPS = 8;
    private static final int BITS_OF_A_GROUP = 16;
    private static final int NARROWEST = 64;

    /** The narrowest network of an address: IPv4 the address, IPv6 its first 64 bits. */
    public static Network of(ClientAddress address) {
        return within(address, NARROWEST);
    }

    /**
     * The network of so many bits that an address is in; of IPv4 the address, whatever the number.
     *
     * @param bits of the prefix, 48 to 64
     */
    public static Network within(ClientAddress address, int bits) {
        String text = address.value();
        return new Network(text.indexOf(':') < 0 ? text : prefix(groups(text), bits));
    }

    /** Whether an address is in networks of several sizes. */
    public static boolean hasPrefixes(ClientAddress address) {
        return address.value().indexOf(':') >= 0;
    }

    private static String prefix(List<String> groups, int bits) {
        int whole = bits / BITS_OF_A_GROUP;
        int rest = bits % BITS_OF_A_GROUP;
        List<String> kept = new ArrayList<>(groups.subList(0, whole));
        if (rest > 0) {
            kept.add(masked(groups.get(whole), BITS_OF_A_GROUP - rest));
        }
        return String.join(":", kept) + "::/" + bits;
    }

    /** A group without its last bits. What is no group stays as it is, as it comes from no address. */
    private static String masked(String group, int bits) {
        try {
            return Integer.toHexString(Integer.parseInt(group, 16) >> bits << bits);
        } catch (NumberFormatException noGroup) {
            return group;
        }
    }

    /** All eight groups of an address with or without a {@code ::} for zeros. */
    private static List<String> groups(String address) {
        int gap = address.indexOf("::");
        List<String> groups = new ArrayList<>(split(gap < 0 ? address : address.substring(0, gap)));
        List<String> after = gap < 0 ? List.of() : split(address.substring(gap + 2));
        while (groups.size() + after.size() < GROUPS) {
            groups.add("0");
        }
        groups.addAll(after);
        return groups;
    }

    private static List<String> split(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(":", -1)).map(Network::withoutZeros).toList();
    }

    private static String withoutZeros(String group) {
        return group.replaceFirst("^0+(?=.)", "");
    }
}
