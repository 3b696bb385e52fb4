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
            return Map.of("portcullis.provider", "another");
        }
    }

    /** A new route is of the local provider alone, and marked so, unless the upstream has it as well. */
    private static final Set<String> OF_THE_GATEWAY = Set.of(
            "POST /api/v1/auth/signup",
            "POST /api/v1/auth/signin",
            "POST /api/v1/auth/verify-email",
            "POST /api/v1/auth/custom-refresh",
            "POST /api/v1/auth/custom-logout",
            "GET /api/v1/account",
            "GET /api/v1/admin/audit",
            "GET /api/v1/admin/audit/export");

    private static Set<String> localOnly() {
        Set<String> routes = new TreeSet<>(ServedRoutes.all());
        assertThat(routes).containsAll(OF_THE_GATEWAY);
        routes.removeAll(OF_THE_GATEWAY);
        assertThat(routes).isNotEmpty();
        return routes;
    }

    private static Response call(String method, String path) {
        return given().header("Authorization", "Bearer x")
                .request(method, path.replace("{id}", "0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11"));
    }

    @Test
    void hasNoRouteOfTheLocalProviderAlone() {
        for (String route : localOnly()) {
            String path = route.replaceFirst("[A-Z]+ ", "");
            for (String method : methods(route, path)) {
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

    /** Where the upstream has another method at the path, only this one is absent. */
    private static List<String> methods(String route, String path) {
        return OF_THE_GATEWAY.stream().anyMatch(other -> other.endsWith(" " + path))
                ? List.of(route.split(" ", 2)[0])
                : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    }

    @Test
    void namesOnlyItsOwnMethodsAtAPathThatItShares() {
        assertThat(call("PUT", "/api/v1/account/").then().extract().header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void hasAllOthers() {
        assertThat(OF_THE_GATEWAY).allSatisfy(route -> {
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

        assertThat(documented).isEqualTo(OF_THE_GATEWAY);
    }
}
