package dev.portcullis.http.session;

import static dev.portcullis.http.Fixtures.CLEAR_ACCESS;
import static dev.portcullis.http.Fixtures.CLEAR_REFRESH;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.composition.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sessions as their holders see and end them. */
@QuarkusTest
class SessionsResourceTest extends SignedInPeople {
    private static final String OWN = "/api/v1/account/sessions/";

    @Test
    void listsTheSessionsOfTheHolderAndMarksItsOwn() {
        own.portcullis().clock.advance(Duration.ofMinutes(1));
        SignedIn other = holder.onAnotherDevice();

        as(other)
                .get(OWN)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("size()", equalTo(1))
                .body("sessions.id", contains(id(holder), id(other)))
                .body("sessions.current", contains(false, true))
                .body("sessions[0].size()", equalTo(4))
                .body(
                        "sessions[0].created_at",
                        equalTo(own.portcullis()
                                .clock
                                .instant()
                                .minusSeconds(60)
                                .toString()))
                .body(
                        "sessions[0].last_used_at",
                        equalTo(own.portcullis()
                                .clock
                                .instant()
                                .minusSeconds(60)
                                .toString()));
    }

    @Test
    void endsOneSessionOfTheHolder() {
        SignedIn other = holder.onAnotherDevice();

        as(holder).delete(OWN + id(other) + "/").then().statusCode(204);

        assertThat(other.canRefresh()).isFalse();
        as(holder).delete(OWN + id(other)).then().statusCode(404).body("code", equalTo("not_found"));
        as(holder).delete(OWN + id(admin)).then().statusCode(404).body("code", equalTo("not_found"));
        as(holder).delete(OWN + UUID.randomUUID()).then().statusCode(404).body("code", equalTo("not_found"));
        as(holder).delete(OWN + "x").then().statusCode(404).body("code", equalTo("not_found"));
        assertThat(admin.canRefresh()).isTrue();
    }

    @Test
    void endsAllSessionsOfTheHolderAndClearsBothCookies() {
        SignedIn other = holder.onAnotherDevice();

        assertThat(as(holder)
                        .delete(OWN)
                        .then()
                        .statusCode(204)
                        .extract()
                        .headers()
                        .getValues("Set-Cookie"))
                .containsExactly(CLEAR_ACCESS, CLEAR_REFRESH);

        assertThat(holder.canRefresh()).isFalse();
        assertThat(other.canRefresh()).isFalse();
        assertThat(admin.canRefresh()).isTrue();
    }

    /** The access token may only have expired: the refresh token is still good then. */
    @Test
    void clearsNoCookieOfACallerWithoutAGoodToken() {
        Response refused = given().header("Cookie", "access_token=x").delete(OWN);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().getValues("Set-Cookie")).isEmpty();
        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void keepsPagesOfOtherSitesOut() {
        given().header("Cookie", "access_token=" + holder.bearer().reveal())
                .header("Origin", "https://evil.example")
                .delete(OWN + id(holder))
                .then()
                .statusCode(403)
                .body("code", equalTo("cross_site_request"));

        assertThat(door.events)
                .containsExactly(AuditEvents.refused(AuditAction.END_SESSIONS, "malicious_csrf", "cross_site"));
        assertThat(holder.canRefresh()).isTrue();
    }
}
