package dev.portcullis.http.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.http.OwnProvider;
import dev.portcullis.http.ScriptedAuditReader;
import dev.portcullis.http.ScriptedProvider;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExportAccountResourceTest {
    private static final String PATH = "/api/v1/account/export/";

    @Inject
    OwnProvider own;

    @Inject
    ScriptedProvider door;

    @Inject
    ScriptedAuditReader log;

    private SignedIn holder;

    @BeforeEach
    void signIn() {
        own.reset();
        door.reset();
        log.reset();
        holder = SignedIn.someone(own.portcullis(), "staff");
    }

    @Test
    void isAFileWithAllThatIsStored() {
        SignedIn other = holder.onAnotherDevice();
        // More than a page.
        log.has(2_500);

        given().header("Authorization", "Bearer " + other.bearer().reveal())
                .get(PATH)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "attachment; filename=\"account.json\"")
                .body("keySet()", contains("account", "sessions", "notices", "events"))
                .body("account.email", equalTo(holder.email().value()))
                .body("account.groups", contains("staff"))
                .body("account.email_verified", equalTo(true))
                .body(
                        "sessions.id",
                        contains(holder.session().toString(), other.session().toString()))
                .body("events.size()", equalTo(2_500))
                .body("events[0].masked_login", equalTo("u***@e***"));
        assertThat(log.asked)
                .filteredOn(AuditFilter.class::isInstance)
                .hasSize(3)
                .allSatisfy(
                        filter -> assertThat(((AuditFilter) filter).account()).isEqualTo(holder.account()));
    }

    @Test
    void requiresAToken() {
        given().get(PATH).then().statusCode(401).body("code", equalTo("not_authenticated"));
    }
}
