package dev.portcullis.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "'', ''",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2:0:0:0:1, 2001:db8:1:2::/64",
        "2001:0db8:0001:0002:0000:0000:0000:0001, 2001:db8:1:2::/64",
        "2001:db8:1:2::1, 2001:db8:1:2::/64",
        "2001:db8::1, 2001:db8:0:0::/64",
        "2001:db8:0:0:0:0:0:1, 2001:db8:0:0::/64",
        "::1, 0:0:0:0::/64",
        "0:0:0:0:0:0:0:1, 0:0:0:0::/64",
        "fe80::, fe80:0:0:0::/64",
        "1::2:3:4:5:6, 1:0:0:2::/64"
    })
    void isTheAddressOrTheFirstHalfOfALongOne(String address, String network) {
        assertThat(Network.of(new ClientAddress(address)).value()).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, 192.0.2.7",
        "2001:db8:1:2fe:3:4:5:6, 2001:db8:1:200::/56, 2001:db8:1::/48",
        "2001:db8:1:ff::1, 2001:db8:1:0::/56, 2001:db8:1::/48",
        "2001:db8:1:ffff::1, 2001:db8:1:ff00::/56, 2001:db8:1::/48",
        "2001:0db8:0001:0002:0000:0000:0000:0001, 2001:db8:1:0::/56, 2001:db8:1::/48",
        "2001:db8::1, 2001:db8:0:0::/56, 2001:db8:0::/48",
        "::1, 0:0:0:0::/56, 0:0:0::/48"
    })
    void isAWiderPrefixOfALongAddress(String address, String of56, String of48) {
        assertThat(Network.within(new ClientAddress(address), 56).value()).isEqualTo(of56);
        assertThat(Network.within(new ClientAddress(address), 48).value()).isEqualTo(of48);
    }
}
