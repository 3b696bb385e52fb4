package dev.portcullis.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The network that an address is counted as. IPv4: the address. IPv6: its first 64 bits, because a household or a rented
 * server has the other 64 to itself (RFC 6177). Immutable.
 *
 * @param value the address, or the prefix with its length such as {@code 2001:db8:1:2::/64}
 */
public record Network(String value) {
    private static final int GROUPS = 8;
    private static final int COUNTED_GROUPS = 4;

    public static Network of(ClientAddress address) {
        String text = address.value();
        return new Network(text.indexOf(':') < 0 ? text : firstHalf(text));
    }

    /** Of an address with or without a {@code ::} for zeros. */
    private static String firstHalf(String address) {
        int gap = address.indexOf("::");
        List<String> groups = new ArrayList<>(groups(gap < 0 ? address : address.substring(0, gap)));
        int after = gap < 0 ? 0 : groups(address.substring(gap + 2)).size();
        if (gap >= 0) {
            List<String> rest = groups(address.substring(gap + 2));
            while (groups.size() + after < GROUPS) {
                groups.add("0");
            }
            groups.addAll(rest);
        }
        return groups.stream().limit(COUNTED_GROUPS).collect(Collectors.joining(":", "", "::/64"));
    }

    private static List<String> groups(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(":", -1)).map(Network::withoutZeros).toList();
    }

    private static String withoutZeros(String group) {
        return group.replaceFirst("^0+(?=.)", "");
    }
}
