package dev.portcullis.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceUrlTest {
    @Test
    void hasItsSchemeInLowerCase() {
        assertThat(ServiceUrl.base(URI.create("HTTPS://Example.com:8443/A%2Fb")))
                .hasToString("https://Example.com:8443/A%2Fb");
        assertThat(ServiceUrl.complete(URI.create("Http://[::1]/verify?key=A")))
                .hasToString("http://[::1]/verify?key=A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "range",
                "/range",
                "//example.com/",
                "ftp://example.com/",
                "https:///range/",
                "mailto:a@b",
                "https://user@example.com/",
                "https://example.com/#part"
            })
    void hasASchemeAndAHostAndNoUserAndNoFragment(String url) {
        assertThatThrownBy(() -> ServiceUrl.complete(URI.create(url))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServiceUrl.base(URI.create(url))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasNoQueryIfPathsAreAppended() {
        assertThatThrownBy(() -> ServiceUrl.base(URI.create("https://example.com/?q=")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
