package dev.portcullis.app.journey;

import static dev.portcullis.app.journey.ApiRequest.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.TrustedProxy;
import dev.portcullis.app.servers.Waits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an auditor reads of the audit log, and that nobody else reads it. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
@QuarkusTestResource(TrustedProxy.class)
class AuditReadingTest extends AuditJourney {
    @Test
    void showsAnAuditorWhatHappenedToAnAccount() {
        String access = accessTokenOfAVerifiedAccount();
        String account = api.account(access).json().path("id").asText();
        changeGroups("{auditor}");

        List<JsonNode> pages = readInPages("?limit=1&account=" + account, access);
        Answer jsonLines =
                api.send("GET", Api.AUDIT_EXPORT + "?account=" + account, null, "Authorization", "Bearer " + access);
        Answer csv = api.send(
                "GET",
                Api.AUDIT_EXPORT + "?format=csv&type=user_created&account=" + account,
                null,
                "Cookie",
                "access_token=" + access);

        assertThat(types(pages)).containsExactly("authn_login_success", "user_updated", "user_created");
        assertThat(lines(jsonLines).subList(0, 3)).containsExactly(pages.get(2), pages.get(1), pages.get(0));
        assertThat(types(lines(jsonLines)))
                .containsExactly(
                        "user_created",
                        "user_updated",
                        "authn_login_success",
                        "sensitive_read",
                        "sensitive_read",
                        "sensitive_read");
        assertThat(csv.body().lines()).hasSize(2).last().asString().contains("user_created", account);
    }

    @Test
    void countsWhatIsTurnedAwayFromOneNetworkAndShowsTheCount() {
        int requests = 30;
        String[] network = TrustedProxy.fromANewNetwork();
        for (int i = 0; i < requests; i++) {
            assertThat(api.send("POST", Api.SIGN_OUT, null, network).status()).isEqualTo(204);
            assertThat(api.send("POST", Api.SIGN_UP, "{}", network).status()).isEqualTo(400);
        }

        String access = accessTokenOfAVerifiedAccount();
        changeGroups("{auditor}");
        String filter = "?type=%s&address=" + network[1];
        Waits.patiently().untilAsserted(() -> {
            List<JsonNode> signOuts = readInPages(filter.formatted("authn_token_revoked"), access);
            List<JsonNode> signUps = readInPages(filter.formatted("input_validation_fail"), access);
            // Periods that end meanwhile divide the requests among some more events.
            assertThat(signOuts).hasSizeLessThan(requests / 2);
            assertThat(signUps).hasSizeLessThan(requests);
            assertThat(requestsIn(signOuts)).isEqualTo(requests);
            assertThat(requestsIn(signUps)).isEqualTo(requests);
        });
    }

    private static long requestsIn(List<JsonNode> events) {
        return events.stream().mapToLong(event -> event.path("count").asLong(1)).sum();
    }

    @Test
    void noticesAtOnceThatAGroupWasTakenAway() {
        String access = accessTokenOfAVerifiedAccount();
        changeGroups("{admin}");
        expect(200, get(Api.AUDIT).bearer(access), "read_audit sensitive_read success page");

        changeGroups("{}");

        expect(403, get(Api.AUDIT).bearer(access), "read_audit authz_fail refused not_allowed");
        assertThat(left()).isEqualTo(expected);
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }

    /** From the newest on: reading adds an event at that end, which no later page shows. */
    private List<JsonNode> readInPages(String filter, String access) {
        List<JsonNode> events = new ArrayList<>();
        JsonNode next = null;
        do {
            String cursor = next == null ? "" : "&cursor=" + next.asText();
            JsonNode page = api.send("GET", Api.AUDIT + filter + cursor, null, "Authorization", "Bearer " + access)
                    .json();
            page.path("events").forEach(events::add);
            next = page.path("next");
        } while (!next.isNull());
        return events;
    }

    private static List<JsonNode> lines(Answer jsonLines) {
        return jsonLines
                .body()
                .lines()
                .map(line -> new Answer(200, Map.of(), line).json())
                .toList();
    }
}
