package dev.portcullis.http.route;

import static dev.portcullis.caller.Callers.aCaller;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditEvent;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.http.Fixtures;
import dev.portcullis.http.OwnProvider;
import dev.portcullis.http.ScriptedAuditReader;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.http.ServedRoutes;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.EndAllSessions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody whose requests are refused can fill the audit log by routes that have no rate limit. */
@QuarkusTest
class UnlimitedRoutesTest {
    private static final int CALLS = 20;

    @Inject
    OwnProvider own;

    @Inject
    ScriptedProvider door;

    @Inject
    ScriptedAuditReader log;

    private SignedIn caller;

    @BeforeEach
    void signIn() {
        own.reset();
        door.reset();
        log.reset();
        door.refuses(Reason.NOT_AUTHENTICATED);
        caller = SignedIn.someone(own.portcullis());
    }

    /** Everything but the end of all sessions, which the caller may do. */
    private static Set<String> refusing() {
        Set<String> routes = ServedRoutes.with(method -> !method.isAnnotationPresent(RateLimited.class));
        assertThat(routes.remove("DELETE /api/v1/account/sessions")).isTrue();
        assertThat(routes).hasSizeGreaterThan(8);
        return routes;
    }

    private void call(String route) {
        String[] parts = route.split(" ", 2);
        for (int i = 0; i < CALLS; i++) {
            given().header("Authorization", "Bearer " + caller.bearer().reveal())
                    .request(parts[0], parts[1].replace("{id}", "0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11"));
        }
    }

    /** A read of the caller's own data may leave no event. */
    private static boolean mustBeRecorded(String route) {
        return !route.startsWith("GET ") || route.contains("/admin/");
    }

    private void leavesTwoEvents(String route) {
        door.writeCounts();
        door.events.clear();
        call(route);
        assertThat(door.events).as(route).hasSizeLessThanOrEqualTo(1);
        door.writeCounts();
        assertThat(door.events).as(route).hasSizeLessThanOrEqualTo(2);
        assertThat(door.events.stream()
                        .mapToLong(event -> event.count() == null ? 1 : event.count())
                        .sum())
                .as(route)
                .isIn(mustBeRecorded(route) ? Set.of((long) CALLS) : Set.of(0L, (long) CALLS));
    }

    @Test
    void leaveTwoEventsOfACallerWithoutRights() {
        log.refuses(Result.<Void>refused(Reason.NOT_ALLOWED).about(Fixtures.ACCOUNT_ID, Fixtures.SESSION_ID));

        assertThat(refusing()).allSatisfy(this::leavesTwoEvents);
    }

    @Test
    void leaveTwoEventsOfACallerWithoutASession() {
        Result<Void> ended = own.portcullis()
                .useCases
                .endAllSessions()
                .execute(new EndAllSessions.Command(caller.bearer(), aCaller()));
        assertThat(ended.isRefused()).isFalse();

        assertThat(refusing()).allSatisfy(this::leavesTwoEvents);
        leavesTwoEvents("DELETE /api/v1/account/sessions");
    }

    /** The first event names the caller. */
    @Test
    void namesTheCallerOnce() {
        call("POST /api/v1/admin/accounts/{id}/disable");

        assertThat(door.events)
                .singleElement()
                .extracting(AuditEvent::account, AuditEvent::session)
                .containsExactly(caller.account(), caller.session());
    }
}
