package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.CLEAR_ACCESS;
import static dev.portcullis.http.Fixtures.CLEAR_REFRESH;
import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.http.OwnProvider;
import dev.portcullis.http.ScriptedProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeleteAccountResourceTest {
    private static final String PATH = "/api/v1/account/delete/";
    private static final String BODY = "{\"current_password\": \"correct horse battery\"}";

    @Inject
    OwnProvider own;

    @Inject
    ScriptedProvider door;

    private SignedIn holder;

    @BeforeEach
    void signIn() {
        own.reset();
        door.reset();
        holder = SignedIn.someone(own.portcullis());
    }

    private static ValidatableResponse delete(SignedIn someone, String body) {
        return sending(body)
                .header("Authorization", "Bearer " + someone.bearer().reveal())
                .post(PATH)
                .then();
    }

    @Test
    void deletesTheAccountAndClearsBothCookies() {
        assertThat(delete(holder, BODY).statusCode(204).extract().headers().getValues("Set-Cookie"))
                .containsExactly(CLEAR_ACCESS, CLEAR_REFRESH);

        delete(holder, BODY).statusCode(401).body("code", equalTo("not_authenticated"));
        assertThat(holder.canRefresh()).isFalse();
        assertThat(door.forgotten).containsExactly(holder.email().attempted());
    }

    @Test
    void refusesAWrongPassword() {
        delete(holder, BODY.replace("correct", "wrong")).statusCode(400).body("code", equalTo("wrong_password"));

        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void refusesTheLastAdministrator() {
        SignedIn administrator = SignedIn.someone(own.portcullis(), "admin");

        delete(administrator, BODY).statusCode(409).body("code", equalTo("last_administrator"));

        assertThat(administrator.canRefresh()).isTrue();
    }

    @Test
    void refusesTooManyGuesses() {
        door.delaysGuesses(Duration.ofSeconds(7));

        delete(holder, BODY).statusCode(429).header("Retry-After", "7").body("code", equalTo("rate_limited"));
    }

    @Test
    void namesTheFieldThatIsNotRight() {
        delete(holder, "{\"current_password\": 1}")
                .statusCode(400)
                .body("errors.field", contains("current_password"))
                .body("errors.code", contains("wrong_type"));

        assertThat(door.events)
                .containsExactly(AuditEvents.refused(AuditAction.DELETE_ACCOUNT, "input_validation_fail", "malformed"));
    }

    @Test
    void keepsPagesOfOtherSitesOut() {
        sending(BODY)
                .header("Cookie", "access_token=" + holder.bearer().reveal())
                .header("Sec-Fetch-Site", "cross-site")
                .post(PATH)
                .then()
                .statusCode(403)
                .body("code", equalTo("cross_site_request"));

        assertThat(holder.canRefresh()).isTrue();
    }
}
