package dev.portcullis.http.caller;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses as text. Nothing here asks a name server. */
final class IpAddresses {
    /** With a port, as some proxies write it: only in brackets for IPv6 (RFC 3986, 3.2.2). */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?<four>[0-9.]+):[0-9]{1,5}|\\[(?<six>[0-9A-Fa-f:.]+)](:[0-9]{1,5})?");

    private IpAddresses() {}

    /** Null when it is none. IPv4 in the clothes of IPv6 is IPv4. */
    static @Nullable InetAddress parse(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(withoutZone(text));
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of 4 or 16 bytes", impossible);
        }
    }

    /** As {@link #parse}, with or without a port. */
    static @Nullable InetAddress parseForwarded(String text) {
        Matcher matcher = WITH_PORT.matcher(text);
        if (!matcher.matches()) {
            return text.indexOf('[') < 0 && text.indexOf('%') < 0 ? parse(text) : null;
        }
        String four = matcher.group("four");
        return parse(four == null ? matcher.group("six") : four);
    }

    /** The one form of each address; other text as it is. */
    static String normalised(String text) {
        InetAddress address = parse(text);
        return address == null ? text : address.getHostAddress();
    }

    /** The name of a network card of this machine says nothing outside it. */
    private static String withoutZone(String text) {
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
