package dev.portcullis.caller;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address. The only parser of addresses in the service: strict, and without name lookups. IPv4 has four
 * decimal numbers without leading zeros, because some programs read those as octal; IPv6 follows RFC 4291, 2.2. An
 * IPv4-mapped IPv6 address counts as IPv4. Immutable.
 */
public final class IpAddress {
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;
    private static final int GROUPS = 8;
    private static final int GROUP_LENGTH = 4;

    /** RFC 4291, 2.5.5.2. */
    private static final byte[] IPV4_MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final String NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(NUMBER + "(\\." + NUMBER + "){3}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1," + GROUP_LENGTH + "}");

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes 4 or 16, in network order */
    static IpAddress of(byte[] bytes) {
        boolean isMapped = bytes.length == IPV6_LENGTH
                && Arrays.equals(bytes, 0, IPV4_MAPPED.length, IPV4_MAPPED, 0, IPV4_MAPPED.length);
        return new IpAddress(isMapped ? Arrays.copyOfRange(bytes, IPV4_MAPPED.length, IPV6_LENGTH) : bytes);
    }

    /** Reads an address without zone, port or brackets. Empty if the text is not an address. */
    public static Optional<IpAddress> parse(String text) {
        byte[] bytes = text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
        return Optional.ofNullable(bytes).map(IpAddress::of);
    }

    /** Like {@link #parse}, and drops a zone such as {@code %eth0}, which has a meaning only on this machine (RFC 4007). */
    public static Optional<IpAddress> parseWithZone(String text) {
        int zone = text.indexOf('%');
        return parse(zone < 0 ? text : text.substring(0, zone));
    }

    private static byte @Nullable [] ipv4(String text) {
        if (!IPV4.matcher(text).matches()) {
            return null;
        }
        byte[] bytes = new byte[IPV4_LENGTH];
        String[] numbers = text.split("\\.", -1);
        for (int i = 0; i < IPV4_LENGTH; i++) {
            bytes[i] = (byte) Integer.parseInt(numbers[i]);
        }
        return bytes;
    }

    private static byte @Nullable [] ipv6(String text) {
        String[] halves = withoutIpv4(text).split("::", -1);
        List<String> head = groups(halves[0]);
        List<String> tail = halves.length == 1 ? List.of() : groups(halves[1]);
        int zeros = GROUPS - head.size() - tail.size();
        if (halves.length > 2 || (halves.length == 2 ? zeros < 1 : zeros != 0)) {
            return null;
        }
        List<String> groups = new ArrayList<>(head);
        groups.addAll(Collections.nCopies(zeros, "0"));
        groups.addAll(tail);
        StringBuilder hex = new StringBuilder();
        for (String group : groups) {
            if (!GROUP.matcher(group).matches()) {
                return null;
            }
            hex.append("0".repeat(GROUP_LENGTH - group.length())).append(group);
        }
        return HexFormat.of().parseHex(hex);
    }

    /** The last two groups may be written as an IPv4 address. */
    private static String withoutIpv4(String text) {
        int last = text.lastIndexOf(':') + 1;
        byte[] bytes = ipv4(text.substring(last));
        return bytes == null ? text : text.substring(0, last) + group(bytes, 0) + ":" + group(bytes, 2);
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }

    private static String group(byte[] bytes, int at) {
        return Integer.toHexString((bytes[at] & 0xFF) << Byte.SIZE | bytes[at + 1] & 0xFF);
    }

    public boolean isIpv6() {
        return bytes.length == IPV6_LENGTH;
    }

    public int bits() {
        return bytes.length * Byte.SIZE;
    }

    public boolean isIn(IpAddress network, int prefixLength) {
        return bits() == network.bits() && masked(prefixLength).equals(network.masked(prefixLength));
    }

    /** This address with all bits after the prefix set to zero. */
    IpAddress masked(int prefixLength) {
        byte[] masked = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, prefixLength - i * Byte.SIZE));
            masked[i] = (byte) (bytes[i] & 0xFF << Byte.SIZE - kept);
        }
        return new IpAddress(masked);
    }

    /** The only form in which the service writes an address: IPv6 as eight groups without leading zeros. */
    @Override
    public String toString() {
        return isIpv6()
                ? IntStream.range(0, GROUPS).mapToObj(i -> group(bytes, 2 * i)).collect(Collectors.joining(":"))
                : IntStream.range(0, IPV4_LENGTH)
                        .mapToObj(i -> "" + (bytes[i] & 0xFF))
                        .collect(Collectors.joining("."));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
