package dev.portcullis.http.problem;

import static dev.portcullis.http.Fixtures.sending;
import static dev.portcullis.http.problem.RejectedRequestAuditTest.JSON_ROUTES;
import static dev.portcullis.http.problem.RejectedRequestAuditTest.ROUTES;
import static dev.portcullis.http.problem.RejectedRequestAuditTest.TOO_LARGE;
import static dev.portcullis.http.problem.RejectedRequestAuditTest.crossSite;
import static dev.portcullis.http.problem.RejectedRequestAuditTest.malformed;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.http.ScriptedAuditReader;
import dev.portcullis.http.ScriptedProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are alike and turned away leave two events, however many there are. */
@QuarkusTest
class RejectedRequestFloodTest {
    @Inject
    ScriptedProvider provider;

    @Inject
    ScriptedAuditReader log;

    @BeforeEach
    void forget() {
        log.reset();
        provider.reset();
    }

    /** No caller fills the log, whatever they send: a flood is two events. */
    @ParameterizedTest
    @MethodSource("floods")
    void leavesTwoEventsOfAnyNumberOfRequestsThatAreAlike(Supplier<Response> request, AuditEvent event) {
        int requests = 20;
        for (int i = 0; i < requests; i++) {
            assertThat(request.get().statusCode()).isGreaterThanOrEqualTo(400);
        }

        assertThat(provider.events)
                .hasSize(1)
                .first()
                .satisfies(first -> assertThat(first.type()).isEqualTo(event.type()));
        provider.writeCounts();
        assertThat(provider.events).hasSize(2).last().satisfies(rest -> {
            assertThat(rest.type()).isEqualTo(event.type());
            assertThat(rest.reason()).isEqualTo(event.reason());
            assertThat(rest.count()).isEqualTo(requests - 1L);
        });
    }

    static List<Arguments> floods() {
        List<Arguments> floods = new ArrayList<>();
        JSON_ROUTES.forEach((route, action) ->
                floods.add(Arguments.of((Supplier<Response>) () -> sending("{}").post(route), malformed(action))));
        ROUTES.forEach((route, action) -> floods.add(Arguments.of(
                (Supplier<Response>) () ->
                        sending("{}").header("Origin", "https://evil.example").post(route),
                crossSite(action))));
        ROUTES.forEach((route, action) -> floods.add(
                Arguments.of((Supplier<Response>) () -> sending(TOO_LARGE).post(route), malformed(action))));
        floods.add(Arguments.of(
                (Supplier<Response>) () -> given().get("/api/v1/admin/audit/"),
                AuditEvents.refused(AuditAction.READ_AUDIT, "authz_fail", "not_authenticated")));
        return floods;
    }

    /** As each use case that asks the throttle answers. */
    @ParameterizedTest
    @ValueSource(strings = {"signin", "signup", "verify-email", "custom-refresh"})
    void leavesTwoEventsOfAnyNumberOfRequestsThatAreThrottled(String route) {
        provider.throttles(Duration.ofSeconds(7));
        String body = "{\"login\":\"user@example.com\",\"email\":\"user@example.com\",\"name\":\"Ada\","
                + "\"password\":\"secure_password\",\"verification_code\":\"123456\"}";
        for (int i = 0; i < 20; i++) {
            sending(body)
                    .header("Authorization", "Bearer token")
                    .post("/api/v1/auth/" + route + "/")
                    .then()
                    .statusCode(429);
        }
        provider.writeCounts();

        assertThat(provider.events).extracting(AuditEvent::count).containsExactly(null, 19L);
        assertThat(provider.events).extracting(AuditEvent::reason).containsOnly("too_many_attempts");
    }
}
