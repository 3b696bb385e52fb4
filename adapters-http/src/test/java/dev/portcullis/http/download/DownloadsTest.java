package dev.portcullis.http.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.Network;
import dev.portcullis.http.ratelimit.DownloadPlaces.Place;
import java.lang.reflect.Method;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DownloadPlacesTest {
    private static final AdmissionSettings SETTINGS = new AdmissionSettings(1, 3, 2, Duration.ofSeconds(1));

    private final DownloadPlaces places = new DownloadPlaces();

    private static Place place(String method, String address) throws NoSuchMethodException {
        Method route = Object.class.getMethod(method);
        return new Place(route, Network.of(new ClientAddress(address)));
    }

    private boolean take(String method, String address) throws NoSuchMethodException {
        return places.take(place(method, address), SETTINGS);
    }

    @Test
    void areLimitedPerNetworkOfARoute() throws Exception {
        assertThat(take("toString", "2001:db8::1")).isTrue();
        assertThat(take("toString", "2001:db8::2")).isTrue();

        assertThat(take("toString", "2001:db8::3")).isFalse();
        assertThat(take("toString", "192.0.2.7")).isTrue();
        assertThat(take("hashCode", "2001:db8::3")).isTrue();
    }

    @Test
    void areLimitedPerRoute() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(take("toString", "192.0.2." + i)).isTrue();
        }

        assertThat(take("toString", "192.0.2.7")).isFalse();
        assertThat(take("hashCode", "192.0.2.7")).isTrue();
    }

    @Test
    void areFreeAgainOneByOne() throws Exception {
        assertThat(take("toString", "192.0.2.7")).isTrue();
        assertThat(take("toString", "192.0.2.7")).isTrue();

        places.free(place("toString", "192.0.2.7"));

        assertThat(take("toString", "192.0.2.7")).isTrue();
        assertThat(take("toString", "192.0.2.7")).isFalse();
    }
}
