package dev.portcullis.http.account;

import static dev.portcullis.http.Fixtures.sending;
import static io.restassured.RestAssured.given;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RenameAccountResourceTest {
    private static final String PATH = "/api/v1/account/";

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

    private ValidatableResponse rename(String body) {
        return sending(body)
                .header("Authorization", "Bearer " + holder.bearer().reveal())
                .patch(PATH)
                .then();
    }

    private String storedName() {
        return own.portcullis()
                .database
                .call(() -> own.portcullis().accountStore.find(holder.account()).orElseThrow())
                .name()
                .value();
    }

    @Test
    void changesTheNameAndReturnsTheAccount() {
        rename("{\"name\": \"  J\u00f8rgen \uD83D\uDE00 \"}")
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("size()", equalTo(4))
                .body("id", equalTo(holder.account().toString()))
                .body("email", equalTo(holder.email().value()))
                .body("name", equalTo("J\u00f8rgen \uD83D\uDE00"))
                .body("email_verified", equalTo(true));

        assertThat(storedName()).isEqualTo("J\u00f8rgen \uD83D\uDE00");
        assertThat(door.events.get(0))
                .isEqualTo(AuditEvents.succeeded(
                        AuditAction.CHANGE_NAME, "user_updated", "", holder.account(), holder.session()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                | name  | required",
                "{\"name\": null}                  | name  | required",
                "{\"name\": \"\u200b\"}            | name  | required",
                "{\"name\": 1}                     | name  | wrong_type",
                "{\"name\": \"A\u202eB\"}          | name  | forbidden_character",
                "{\"name\": \"A\", \"email\": \"x\"} | email | unknown",
                "{\"name\": \"A\", \"\\u0000\": 1}    | body  | unknown",
            })
    void refusesABodyThatIsNotANewNameAlone(String body, String field, String code) {
        rename(body)
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains(field))
                .body("errors.code", contains(code));

        assertThat(storedName()).isEqualTo("Ada");
        assertThat(door.events)
                .containsExactly(AuditEvents.refused(AuditAction.CHANGE_NAME, "input_validation_fail", "malformed"));
    }

    @Test
    void requiresAToken() {
        sending("{\"name\": \"Eve\"}").patch(PATH).then().statusCode(401).body("code", equalTo("not_authenticated"));

        assertThat(storedName()).isEqualTo("Ada");
    }

    @Test
    void keepsPagesOfOtherSitesOut() {
        given().contentType("application/json")
                .body("{\"name\": \"Eve\"}")
                .header("Cookie", "access_token=" + holder.bearer().reveal())
                .header("Origin", "https://evil.example")
                .patch(PATH)
                .then()
                .statusCode(403)
                .body("code", equalTo("cross_site_request"));

        assertThat(storedName()).isEqualTo("Ada");
    }
}
