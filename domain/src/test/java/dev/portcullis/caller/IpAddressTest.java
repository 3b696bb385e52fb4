package dev.portcullis.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    private static IpAddress parsed(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, 0:0:0:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:1",
        "1::, 1:0:0:0:0:0:0:0",
        "2001:DB8:0:0::0001, 2001:db8:0:0:0:0:0:1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.7, 64:ff9b:0:0:0:0:c000:207",
        "1:2:3:4:5:6:192.0.2.7, 1:2:3:4:5:6:c000:207",
        // IPv4-mapped
        "::ffff:192.0.2.7, 192.0.2.7",
        "::FFFF:c000:207, 192.0.2.7",
        "0:0:0:0:0:ffff:192.0.2.7, 192.0.2.7",
        // IPv4-compatible, which is deprecated, is not
        "::192.0.2.7, 0:0:0:0:0:0:c000:207"
    })
    void readsEveryFormAndWritesOne(String text, String written) {
        assertThat(parsed(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "various",
                "192.0.2",
                "192.0.2.7.1",
                "192.0.2.256",
                "192.0.2.-1",
                "192.0.2.07",
                "010.0.0.1",
                "0x7f.0.0.1",
                "127.1",
                "2130706433",
                "192.0.2.7/32",
                "192.0.2.7:80",
                " 192.0.2.7",
                "192.0.2.7\n",
                "192.0.2.\u0667",
                ":",
                ":::",
                "1",
                "1:2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "1::2::3",
                "1:::2",
                ":1::2",
                "1::2:",
                "00001::",
                "g::",
                "-1::",
                "1:2:3:4:5:6:7:192.0.2.7",
                "192.0.2.7::",
                "::192.0.2.7:1",
                "::ffff:192.0.2.07",
                "::ffff:192.0.2",
                "[::1]",
                "::1/64",
                "fe80::1%eth0"
            })
    void readsNothingElse(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"fe80::1%eth0, fe80:0:0:0:0:0:0:1", "fe80::1%25eth0, fe80:0:0:0:0:0:0:1", "192.0.2.7, 192.0.2.7"})
    void dropsTheZoneOnRequest(String text, String written) {
        assertThat(IpAddress.parseWithZone(text).orElseThrow()).hasToString(written);
    }

    @Property
    void readsWhatTheJdkWrites(@ForAll("addresses") byte[] bytes) throws UnknownHostException {
        String text = InetAddress.getByAddress(bytes).getHostAddress();

        assertThat(parsed(text)).isEqualTo(IpAddress.of(bytes)).hasToString(text);
    }

    @Property
    void readsAsTheJdkDoesOrNotAtAll(@ForAll("nearlyAddresses") String text) throws UnknownHostException {
        Optional<IpAddress> address = IpAddress.parse(text);

        if (address.isPresent()) {
            // No name is looked up: a text that was read is an address literal.
            assertThat(address.get())
                    .isEqualTo(IpAddress.of(InetAddress.getByName(text).getAddress()));
            assertThat(IpAddress.parse(address.get().toString())).isEqualTo(address);
        }
    }

    @Property
    void isInEveryNetworkThatBeginsLikeIt(@ForAll("addresses") byte[] bytes, @ForAll int number) {
        IpAddress address = IpAddress.of(bytes);
        int length = Math.floorMod(number, address.bits()) + 1;
        byte[] other = bytes.clone();
        int bit = length - 1;
        // The mapped prefix is no part of an address.
        int offset = bytes.length - address.bits() / Byte.SIZE;
        other[offset + bit / Byte.SIZE] ^= (byte) (0x80 >> bit % Byte.SIZE);

        assertThat(address.isIn(address, length)).isTrue();
        assertThat(address.isIn(address.masked(length), length)).isTrue();
        assertThat(address.isIn(IpAddress.of(other), length)).isFalse();
        assertThat(address.isIn(IpAddress.of(other), length - 1)).isTrue();
    }

    @Provide
    Arbitrary<byte[]> addresses() {
        Arbitrary<byte[]> mapped = Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(4)
                .map(four -> {
                    byte[] bytes = new byte[16];
                    bytes[10] = bytes[11] = (byte) 0xFF;
                    System.arraycopy(four, 0, bytes, 12, 4);
                    return bytes;
                });
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofSize(4),
                Arbitraries.bytes().array(byte[].class).ofSize(16),
                mapped);
    }

    @Provide
    Arbitrary<String> nearlyAddresses() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.of("0", "1", "255", "256", "ffff", "FFFF", "10000", "07", "abc", "", "192.0.2.7", "%1"),
                Arbitraries.integers().between(0, 300).map(String::valueOf));
        return Arbitraries.of(".", ":", "::")
                .flatMap(separator -> part.list()
                        .ofMinSize(1)
                        .ofMaxSize(9)
                        .map(parts -> String.join(separator, parts))
                        .flatMap(text -> Arbitraries.of("", "::", ":", "1::", "::ffff:")
                                .map(prefix -> separator.equals(".") ? text : prefix + text)));
    }
}
