package dev.portcullis.http.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.Requests;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ConnectionAddressesTest {
    private final ConnectionAddresses addresses = new ConnectionAddresses();

    @Test
    void believesTheConnectionAndNoHeader() throws Exception {
        SocketAddress remote =
                SocketAddress.inetSocketAddress(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 4711));

        assertThat(addresses
                        .of(Requests.from(remote, "X-Forwarded-For", "198.51.100.7", "Forwarded", "for=198.51.100.7"))
                        .value())
                .isEqualTo("192.0.2.1");
    }

    @Test
    void knowsNoAddressForASocketThatHasNone() {
        assertThat(addresses
                        .of(Requests.from(SocketAddress.domainSocketAddress("/run/portcullis")))
                        .value())
                .isEmpty();
        assertThat(addresses.of(Requests.from(null)).value()).isEmpty();
    }
}
