package dev.portcullis.http.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.credential.Password;
import dev.portcullis.http.problem.OutcomeProblems;
import dev.portcullis.kernel.Refusal.Reason;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts as administrators see and change them. */
@QuarkusTest
class ManagedAccountResourceTest extends SignedInPeople {
    private static final String OWN = "/api/v1/account/sessions/";

    private static String managed(SignedIn someone, String what) {
        return "/api/v1/admin/accounts/" + someone.account().value() + "/" + what + "/";
    }

    @Test
    void showsAnAdministratorTheSessionsOfAnother() {
        as(admin)
                .get(managed(holder, "sessions"))
                .then()
                .statusCode(200)
                .body("sessions.id", contains(id(holder)))
                .body("sessions.current", contains(false));
    }

    @Test
    void letsAnAdministratorSignAnotherOut() {
        as(admin).delete(managed(holder, "sessions")).then().statusCode(204);

        assertThat(holder.canRefresh()).isFalse();
    }

    @Test
    void letsAnAdministratorDisableAndEnableAnAccount() {
        as(admin).post(managed(holder, "disable")).then().statusCode(204);
        as(admin).post(managed(holder, "disable")).then().statusCode(204);
        assertThat(holder.canRefresh()).isFalse();
        as(holder).get(OWN).then().statusCode(401);

        as(admin).post(managed(holder, "enable")).then().statusCode(204);
        assertThat(holder.onAnotherDevice().canRefresh()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"GET, sessions", "DELETE, sessions", "POST, disable", "POST, enable"})
    void isForAdministratorsAlone(String method, String what) {
        ValidatableResponse stranger =
                given().request(method, managed(holder, what)).then();
        stranger.statusCode(401).header("WWW-Authenticate", "Bearer").body("code", equalTo("not_authenticated"));
        as(holder).request(method, managed(admin, what)).then().statusCode(403).body("code", equalTo("forbidden"));
        String nobody = "/api/v1/admin/accounts/" + UUID.randomUUID() + "/" + what;
        as(admin).request(method, nobody).then().statusCode(404).body("code", equalTo("not_found"));

        assertThat(admin.canRefresh()).isTrue();
        assertThat(door.events)
                .extracting(AuditEvent::reason)
                .containsExactly("not_authenticated", "not_allowed", "unknown_account");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/v1/admin/accounts/0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11/sessions, END_SESSIONS",
        "POST, /api/v1/admin/accounts/0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11/disable/, CHANGE_STATUS",
        "POST, /api/v1/admin/accounts/0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11/enable, CHANGE_STATUS"
    })
    void keepsPagesOfOtherSitesOut(String method, String path, AuditAction action) {
        given().header("Cookie", "access_token=" + admin.bearer().reveal())
                .header("Origin", "https://evil.example")
                .request(method, path)
                .then()
                .statusCode(403)
                .body("code", equalTo("cross_site_request"));

        assertThat(door.events).containsExactly(AuditEvents.refused(action, "malicious_csrf", "cross_site"));
    }

    @Test
    void deniesADisabledAccountAsAWrongPassword() {
        as(admin).post(managed(holder, "disable")).then().statusCode(204);
        var disabled = holder.tryWith(new Password("correct horse battery"));
        var wrong = holder.tryWith(new Password("wrong horse battery"));

        assertThat(disabled.refusal().reason()).isEqualTo(Reason.ACCOUNT_DISABLED);
        assertThat(OutcomeProblems.of(disabled.refusal(), null)).isEqualTo(OutcomeProblems.of(wrong.refusal(), null));
    }
}
