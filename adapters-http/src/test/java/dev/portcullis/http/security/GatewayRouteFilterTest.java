package dev.portcullis.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayRouteFilterTest {
    private static final String SETTING = "portcullis.test-of-routes.provider";

    @EndpointDisabled(name = SETTING, stringValue = "rememberizer")
    private static final class LocalOnly {}

    private static final class Shared {}

    @AfterEach
    void forget() {
        System.clearProperty(SETTING);
    }

    @Test
    void disablesRoutesOfTheLocalProviderInAGatewayOnly() {
        assertThat(GatewayRouteFilter.isDisabled(LocalOnly.class)).isFalse();

        System.setProperty(SETTING, "local");
        assertThat(GatewayRouteFilter.isDisabled(LocalOnly.class)).isFalse();

        System.setProperty(SETTING, "rememberizer");
        assertThat(GatewayRouteFilter.isDisabled(LocalOnly.class)).isTrue();
        assertThat(GatewayRouteFilter.isDisabled(Shared.class)).isFalse();
    }
}
