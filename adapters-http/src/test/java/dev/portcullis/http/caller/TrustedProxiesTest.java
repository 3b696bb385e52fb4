package dev.portcullis.http.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.http.Requests;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxies have the addresses 10.0.0.1 (nearest) and 10.0.0.2, the client 198.51.100.7; callers forge 203.0.113.9. */
class TrustedProxiesTest {
    private static final String NEAREST = "10.0.0.1";

    private static SocketAddress socket(String address) {
        try {
            return SocketAddress.inetSocketAddress(new InetSocketAddress(InetAddress.getByName(address), 4711));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String client(String setting, HttpServerRequest request) {
        TrustedProxies proxies =
                setting.isEmpty() ? TrustedProxies.none() : TrustedProxies.of(Arrays.asList(setting.split(" ")));
        return proxies.clientOf(request).value();
    }

    private static String client(String setting, String peer, String forwarded) {
        return client(setting, Requests.from(socket(peer), "X-Forwarded-For", forwarded));
    }

    // ---- no proxy

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "10.0.0.0/8"})
    void believesNoHeaderOfAnyoneWhoIsNoProxy(String setting) {
        assertThat(client(
                        setting,
                        Requests.from(
                                socket("198.51.100.7"),
                                "X-Forwarded-For",
                                "203.0.113.9",
                                "X-Forwarded-For",
                                "10.0.0.2",
                                "Forwarded",
                                "for=203.0.113.9",
                                "X-Real-IP",
                                "203.0.113.9")))
                .isEqualTo("198.51.100.7");
    }

    // ---- proxies

    @ParameterizedTest
    @CsvSource({
        "1, 198.51.100.7, 198.51.100.7",
        "1, '203.0.113.9, 198.51.100.7', 198.51.100.7",
        "1, '203.0.113.9, 10.0.0.1, 198.51.100.7', 198.51.100.7",
        "2, '198.51.100.7, 10.0.0.2', 198.51.100.7",
        "2, '203.0.113.9, 198.51.100.7, 10.0.0.2', 198.51.100.7",
        "2, '203.0.113.9, 203.0.113.9, 198.51.100.7,10.0.0.2', 198.51.100.7",
        "10.0.0.1 10.0.0.2, '203.0.113.9, 198.51.100.7, 10.0.0.2', 198.51.100.7",
        "10.0.0.0/8, '203.0.113.9, 198.51.100.7, 10.0.0.2', 198.51.100.7",
        "10.0.0.0/8, '203.0.113.9, 198.51.100.7', 198.51.100.7",
        // A forged address of a proxy is not trusted.
        "10.0.0.0/8, '203.0.113.9, 10.0.0.2, 198.51.100.7', 198.51.100.7",
        // A caller inside the trusted network has no other address.
        "10.0.0.0/8, 10.0.0.9, 10.0.0.9"
    })
    void takesTheRightmostAddressThatNoTrustedProxyHas(String setting, String forwarded, String client) {
        assertThat(client(setting, NEAREST, forwarded)).isEqualTo(client);
    }

    @Test
    void joinsTheLinesOfTheHeaderInTheirOrder() {
        HttpServerRequest request = Requests.from(
                socket(NEAREST), "X-Forwarded-For", "203.0.113.9", "x-forwarded-for", "198.51.100.7, 10.0.0.2");

        assertThat(client("2", request)).isEqualTo("198.51.100.7");
        assertThat(client("10.0.0.0/8", request)).isEqualTo("198.51.100.7");
        assertThat(client("1", request)).isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @CsvSource({
        "1, ''",
        "1, ' '",
        "1, unknown",
        "1, _hidden",
        "1, localhost",
        "1, 198.51.100",
        "1, 198.51.100.256",
        "1, 198.51.100.7:x",
        "1, '198.51.100.7,'",
        "1, '[2001:db8::1'",
        "1, 2001:db8::1::2",
        "1, fe80::1%eth0",
        "1, 0x7f.1",
        "10.0.0.0/8, unknown",
        "10.0.0.0/8, '198.51.100.7,'"
    })
    void takesTheProxyForTheClientWhereItWroteDownNoAddress(String setting, String forwarded) {
        assertThat(client(setting, NEAREST, forwarded)).isEqualTo(NEAREST);
    }

    @ParameterizedTest
    @CsvSource({
        // Fewer addresses than proxies: somebody came in past the outer one.
        "2, 198.51.100.7, 198.51.100.7",
        "3, '198.51.100.7, 10.0.0.2', 198.51.100.7",
        // What stands to the left of something that is no address is nobody's word.
        "2, '203.0.113.9, unknown, 10.0.0.2', 10.0.0.2",
        "3, '203.0.113.9, unknown, 10.0.0.2', 10.0.0.2",
        "10.0.0.0/8, '203.0.113.9, unknown, 10.0.0.2', 10.0.0.2"
    })
    void takesTheLastAddressThatCanBeTrusted(String setting, String forwarded, String client) {
        assertThat(client(setting, NEAREST, forwarded)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.7:50123, 198.51.100.7",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "2001:DB8:0:0::0001, 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1]:50123, 2001:db8:0:0:0:0:0:1",
        "::ffff:198.51.100.7, 198.51.100.7"
    })
    void readsAddressesInEveryFormThatProxiesWrite(String forwarded, String client) {
        assertThat(client("1", NEAREST, forwarded)).isEqualTo(client);
    }

    @Test
    void knowsNetworksOfBothKinds() {
        String setting = "2001:db8:a::/48 192.168.0.0/16 172.16.0.1";

        assertThat(client(setting, "2001:db8:a:1::1", "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(client(setting, "192.168.255.255", "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(client(setting, "172.16.0.1", "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(client(setting, "2001:db8:b::1", "198.51.100.7")).isEqualTo("2001:db8:b:0:0:0:0:1");
        assertThat(client(setting, "192.169.0.1", "198.51.100.7")).isEqualTo("192.169.0.1");
        assertThat(client(setting, "172.16.0.2", "198.51.100.7")).isEqualTo("172.16.0.2");
    }

    @Test
    void knowsNoAddressForASocketThatHasNone() {
        SocketAddress unix = SocketAddress.domainSocketAddress("/run/portcullis");

        assertThat(client("", Requests.from(unix))).isEmpty();
        assertThat(client("10.0.0.0/8", Requests.from(unix, "X-Forwarded-For", "198.51.100.7")))
                .isEmpty();
        assertThat(client("1", Requests.from(unix, "X-Forwarded-For", "198.51.100.7")))
                .isEqualTo("198.51.100.7");
        assertThat(client("", Requests.from(null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100",
                "-1",
                "1 10.0.0.1",
                "proxy.example.com",
                "10.0.0.0/33",
                "10.0.0.0/0",
                "::/0",
                "10.0.0.0/",
                "10.0.0/8",
                "10.0.0.0/8/8",
                "*",
                "2001:db8::/129"
            })
    void isNotToldTheProxiesByAnythingElse(String setting) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(setting.split(" "))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
