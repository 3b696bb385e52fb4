package dev.portcullis.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.caller.TrustedProxies;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsPerAddressTest {
    private static InetSocketAddress peer(String address) {
        return new InetSocketAddress(address, 4711);
    }

    @Test
    void countUntilTheyAreClosed() {
        ConnectionsPerAddress connections = new ConnectionsPerAddress(2, TrustedProxies.none());
        Runnable first = connections.admit(peer("192.0.2.1"));
        Runnable second = connections.admit(peer("192.0.2.1"));

        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(connections.admit(peer("192.0.2.1"))).isNull();
        assertThat(connections.admit(peer("192.0.2.1"))).isNull();
        assertThat(connections.admit(peer("192.0.2.2"))).isNotNull();
        first.run();
        assertThat(connections.admit(peer("192.0.2.1"))).isNotNull();
        assertThat(connections.admit(peer("192.0.2.1"))).isNull();
    }

    @Test
    void countByNetworkOverIpv6() {
        ConnectionsPerAddress connections = new ConnectionsPerAddress(1, TrustedProxies.none());

        assertThat(connections.admit(peer("2001:db8:1:2::1"))).isNotNull();
        assertThat(connections.admit(peer("2001:db8:1:2:ffff::2"))).isNull();
        assertThat(connections.admit(peer("2001:db8:1:3::1"))).isNotNull();
        assertThat(connections.admit(peer("::ffff:192.0.2.1"))).isNotNull();
        assertThat(connections.admit(peer("192.0.2.1"))).isNull();
        assertThat(connections.admit(peer("192.0.2.2"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8,2001:db8::/32", "1"})
    void haveNoLimitFromTrustedProxies(String setting) {
        ConnectionsPerAddress connections =
                new ConnectionsPerAddress(1, TrustedProxies.of(List.of(setting.split(","))));

        for (int i = 0; i < 3; i++) {
            assertThat(connections.admit(peer("10.1.2.3"))).isNotNull();
            assertThat(connections.admit(peer("2001:db8:1:2::1"))).isNotNull();
        }
    }

    @Test
    void haveALimitWhereOnlyOthersAreTrusted() {
        for (String setting : List.of("10.0.0.0/8", "0")) {
            ConnectionsPerAddress connections = new ConnectionsPerAddress(1, TrustedProxies.of(List.of(setting)));

            assertThat(connections.admit(peer("192.0.2.1"))).isNotNull();
            assertThat(connections.admit(peer("192.0.2.1"))).isNull();
        }
    }

    @Test
    void haveNoLimitWithoutAnAddress() {
        ConnectionsPerAddress connections = new ConnectionsPerAddress(1, TrustedProxies.none());

        for (int i = 0; i < 3; i++) {
            assertThat(connections.admit(UnixDomainSocketAddress.of("a"))).isNotNull();
            assertThat(connections.admit(null)).isNotNull();
        }
    }
}
