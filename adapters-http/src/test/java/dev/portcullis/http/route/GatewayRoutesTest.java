package dev.portcullis.http.route;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which routes the service has as a gateway: those that the upstream has too, and those of its own audit log. */
@QuarkusTest
@TestProfile(GatewayRoutesTest.Gateway.class)
class GatewayRoutesTest {
    public static final class Gateway implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("portcullis.provider", "rememberizer");
        }
    }

    private static final Set<String> LOCAL_ONLY = Set.of(
            "GET /.well-known/jwks.json",
            "POST /api/v1/account/password",
            "GET /api/v1/account/sessions",
            "DELETE /api/v1/account/sessions/{id}",
            "GET /api/v1/admin/accounts/{id}/sessions",
            "DELETE /api/v1/admin/accounts/{id}/sessions",
            "POST /api/v1/admin/accounts/{id}/disable",
            "POST /api/v1/admin/accounts/{id}/enable");

    @Test
    void hasNoRouteOfTheLocalProviderAlone() {
        for (String route : LOCAL_ONLY) {
            String[] parts = route.replace("{id}", "0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11")
                    .split(" ", 2);
            for (String path : List.of(parts[1], parts[1] + "/")) {
                Response response = given().header("Authorization", "Bearer x").request(parts[0], path);

                assertThat(response.statusCode()).as(route).isEqualTo(404);
                assertThat(response.contentType()).as(route).isEqualTo("application/problem+json");
                assertThat(response.jsonPath().getString("code")).as(route).isEqualTo("not_found");
            }
        }
    }

    @Test
    void hasAllOthers() {
        Set<String> disabled = new TreeSet<>();
        ResteasyReactiveRecorder.getCurrentDeployment()
                .getDisabledEndpoints()
                .forEach((path, methods) ->
                        methods.forEach(method -> disabled.add(method + " " + path.replaceFirst("/$", ""))));

        assertThat(disabled).isEqualTo(LOCAL_ONLY);
    }
}
