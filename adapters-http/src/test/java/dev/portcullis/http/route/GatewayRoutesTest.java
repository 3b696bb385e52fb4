package dev.portcullis.http.route;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.ServedRoutes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
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

    private static Response call(String method, String path) {
        return given().header("Authorization", "Bearer x")
                .request(method, path.replace("{id}", "0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11"));
    }

    @Test
    void hasNoRouteOfTheLocalProviderAlone() {
        for (String route : LOCAL_ONLY) {
            String path = route.replaceFirst("[A-Z]+ ", "");
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS")) {
                for (String form : List.of(path, path + "/")) {
                    Response response = call(method, form);

                    assertThat(response.statusCode()).as(method + route).isEqualTo(404);
                    assertThat(response.contentType()).as(method + route).isEqualTo("application/problem+json");
                    assertThat(response.jsonPath().getString("code"))
                            .as(method + route)
                            .isEqualTo("not_found");
                }
            }
        }
    }

    @Test
    void hasAllOthers() {
        Set<String> others = new TreeSet<>(ServedRoutes.all());
        assertThat(others).containsAll(LOCAL_ONLY);
        others.removeAll(LOCAL_ONLY);

        assertThat(others).isNotEmpty().allSatisfy(route -> {
            String[] parts = route.split(" ", 2);
            assertThat(call(parts[0], parts[1]).statusCode()).isNotEqualTo(404);
        });
    }

    @Test
    void documentsTheOthersAlone() {
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        Set<String> documented = new TreeSet<>();
        paths.forEach((path, operations) ->
                operations.keySet().forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        Set<String> others = new TreeSet<>(ServedRoutes.all());
        others.removeAll(LOCAL_ONLY);
        assertThat(documented).isEqualTo(others);
    }
}
