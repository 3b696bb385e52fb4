package dev.portcullis.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.DatabaseServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same journey through the packaged service, in production mode. */
@QuarkusIntegrationTest
@WithTestResource(DatabaseServer.class)
class AccountJourneyIT extends AccountJourneyTest {
    @Test
    void showsNothingThatIsForDevelopers() {
        for (String path : List.of(
                "/",
                "/dev",
                "/dev/home.css",
                "/dev/home.html",
                "/dev/home.js",
                "/dev/mail",
                "/dev/mails",
                "/dev/state",
                "/favicon.ico",
                "/q",
                "/q/openapi",
                "/q/openapi?format=json",
                "/q/swagger-ui",
                "/q/swagger-ui/",
                "/q/dev",
                "/q/dev-ui",
                "/q/dev-ui/welcome",
                "/q/dev-v1/",
                "/q/arc",
                "/q/arc/beans",
                "/q/info",
                "/q/flyway",
                "/q/logging-manager",
                "/openapi",
                "/actuator",
                "/debug",
                "/.git/config",
                "/META-INF/MANIFEST.MF",
                "/application.properties")) {
            for (Api port : List.of(api, new Api(management(), answer -> {}))) {
                Answer answer = port.send("GET", path, null);
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.body()).as(path).doesNotContain("Quarkus").doesNotContain("quarkus");
            }
        }
    }

    /** Unlike in development mode. */
    @Test
    void letsNoPageOfAnotherPortCall() {
        for (String origin : List.of("http://localhost:5173", "http://127.0.0.1:3000", "http://localhost")) {
            Answer preflight =
                    api.send("OPTIONS", Api.SIGN_OUT, null, "Origin", origin, "Access-Control-Request-Method", "POST");
            Answer request = api.send("POST", Api.SIGN_OUT, null, "Origin", origin);

            assertThat(List.of(preflight, request))
                    .allSatisfy(answer -> assertThat(answer.headers().keySet())
                            .as(origin)
                            .noneMatch(name -> name.startsWith("access-control-")));
            assertThat(request.status()).as(origin).isEqualTo(403);
            assertThat(request.code()).as(origin).isEqualTo("cross_site_request");
        }
    }

    /** Operators' pages have them as well. */
    @Test
    void hasTheSecurityHeadersOnWhatIsForOperators() {
        Api operators = new Api(management(), answer -> {});
        for (String path : List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/metrics", "/q/nothing", "/")) {
            for (Answer answer : List.of(operators.send("GET", path, null), api.send("GET", path, null))) {
                assertThat(answer.headers())
                        .as(path)
                        .containsEntry("x-content-type-options", List.of("nosniff"))
                        .containsEntry("referrer-policy", List.of("no-referrer"))
                        .containsEntry("strict-transport-security", List.of("max-age=31536000"))
                        .containsEntry("content-security-policy", List.of("default-src 'none'; frame-ancestors 'none'"))
                        .containsEntry("cache-control", List.of("no-store"));
            }
        }
    }
}
