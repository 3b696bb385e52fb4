package dev.portcullis.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcsLineTest {
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final Set<String> CATEGORIES = Set.of("authentication", "configuration", "iam", "database");
    private static final Set<String> TYPES =
            Set.of("start", "end", "info", "user", "group", "creation", "change", "deletion", "access");

    private static AuditRecord anEvent(String action, String outcome, String address, String userAgent) {
        return new AuditRecord(
                ID,
                Instant.parse("2026-02-03T04:05:06.7Z"),
                action,
                "authn_login_fail",
                outcome,
                "wrong_password",
                new AccountId(UUID.fromString("01890a5d-ac96-774b-bcce-000000000001")),
                new SessionId(UUID.fromString("01890a5d-ac96-774b-bcce-000000000002")),
                null,
                "a***@e***",
                address,
                userAgent,
                "request-1",
                "0af7651916cd43dd8448eb211c80319c",
                "replica-1",
                UUID.fromString("01890a5d-ac96-774b-bcce-000000000003"),
                null);
    }

    private static JsonNode read(AuditRecord event) throws JsonProcessingException {
        return new ObjectMapper().readTree(EcsLine.of(event));
    }

    @Test
    void hasTheNamesOfTheElasticCommonSchema() throws Exception {
        JsonNode expected = new ObjectMapper().readTree("""
                        {"@timestamp": "2026-02-03T04:05:06.700000Z",
                         "message": "sign_in refused: wrong_password",
                         "ecs.version": "8.11.0",
                         "event.id": "01890a5d-ac96-774b-bcce-b302099a8057",
                         "event.kind": "event",
                         "event.dataset": "portcullis.audit",
                         "event.category": ["authentication"],
                         "event.type": ["info"],
                         "event.action": "sign_in",
                         "event.code": "authn_login_fail",
                         "event.outcome": "failure",
                         "event.reason": "wrong_password",
                         "user.id": "01890a5d-ac96-774b-bcce-000000000001",
                         "source.address": "203.0.113.7",
                         "source.ip": "203.0.113.7",
                         "user_agent.original": "curl/8",
                         "http.request.id": "request-1",
                         "trace.id": "0af7651916cd43dd8448eb211c80319c",
                         "service.name": "portcullis",
                         "service.node.name": "replica-1",
                         "portcullis.outcome": "refused",
                         "portcullis.session.id": "01890a5d-ac96-774b-bcce-000000000002",
                         "portcullis.login.masked": "a***@e***",
                         "portcullis.attempt.id": "01890a5d-ac96-774b-bcce-000000000003"}
                        """);

        assertThat(read(anEvent("sign_in", "refused", "203.0.113.7", "curl/8"))).isEqualTo(expected);
    }

    @Test
    void hasTheCountAsANumber() throws Exception {
        AuditRecord event = new AuditRecords(anEvent("sign_up", "refused", "various", "curl/8"))
                .counting(4711)
                .record();

        assertThat(read(event).path("portcullis.count").isIntegralNumber()).isTrue();
        assertThat(read(event).path("portcullis.count").asLong()).isEqualTo(4711);
        assertThat(read(event).path("source.address").asText()).isEqualTo("various");
        assertThat(read(event).has("source.ip")).isFalse();
    }

    @Test
    void leavesOutWhatIsNotKnown() throws Exception {
        AuditRecord bare = new AuditRecord(
                ID,
                Instant.EPOCH,
                "sign_out",
                "authn_token_revoked",
                "success",
                null,
                null,
                null,
                null,
                null,
                "",
                null,
                "request-1",
                null,
                "replica-1",
                null,
                null);

        assertThat(read(bare).fieldNames())
                .toIterable()
                .containsExactly(
                        "@timestamp",
                        "message",
                        "ecs.version",
                        "event.id",
                        "event.kind",
                        "event.dataset",
                        "event.category",
                        "event.type",
                        "event.action",
                        "event.code",
                        "event.outcome",
                        "http.request.id",
                        "service.name",
                        "service.node.name",
                        "portcullis.outcome");
    }

    @Test
    void isOneLineOfAsciiWhateverACallerCallsItsProgram() throws Exception {
        String forged = "curl\"}\r\n{\"event.action\":\"forged\"}\u2028\u2029\u0085\u0000\u001b[2Jæ\uD83D\uDD11";

        String line = EcsLine.of(anEvent("sign_in", "refused", "203.0.113.7", forged));

        assertThat(line).matches("[ -~]+");
        assertThat(new ObjectMapper().readTree(line).path("user_agent.original").asText())
                .isEqualTo(forged);
        assertThat(new ObjectMapper().readTree(line).path("event.action").asText())
                .isEqualTo("sign_in");
    }

    @ParameterizedTest
    @CsvSource({"success, success", "refused, failure", "failed, failure", "unknown, unknown"})
    void hasAnOutcomeThatTheSchemaKnows(String ours, String theirs) throws Exception {
        JsonNode line = read(anEvent("sign_in", ours, "203.0.113.7", "curl/8"));

        assertThat(line.path("event.outcome").asText()).isEqualTo(theirs);
        assertThat(line.path("portcullis.outcome").asText()).isEqualTo(ours);
    }

    @ParameterizedTest
    @EnumSource(AuditAction.class)
    void putsEveryActionIntoAClassThatTheSchemaKnows(AuditAction action) throws Exception {
        for (AuditEvent.Outcome outcome : AuditEvent.Outcome.values()) {
            JsonNode line = read(anEvent(action.code(), code(outcome), "203.0.113.7", "curl/8"));

            assertThat(line.path("event.category")).isNotEmpty().allMatch(word -> CATEGORIES.contains(word.asText()));
            assertThat(line.path("event.type")).isNotEmpty().allMatch(word -> TYPES.contains(word.asText()));
        }
    }

    /** Collectors search by these words, so those of an action never change. */
    @ParameterizedTest
    @CsvSource({
        "sign_up, iam, user creation, user info",
        "verify_email, iam, user change, user info",
        "change_password, iam, user change, user info",
        "change_status, iam, user change, user info",
        "change_name, iam, user change, user info",
        "export_account, iam, user info, user info",
        "delete_account, iam, user deletion, user info",
        "change_groups, iam, group change, group info",
        "change_keys, configuration, change, info",
        "sign_in, authentication, start, info",
        "refresh, authentication, info, info",
        "sign_out, authentication, end, info",
        "end_sessions, authentication, end, info",
        "read_sessions, iam, user info, user info",
        "read_audit, database, access, access",
        "an_action_of_a_later_version, authentication, info, info"
    })
    void hasTheSameClassesInEveryVersion(String action, String category, String ofSuccess, String ofOthers)
            throws Exception {
        for (AuditEvent.Outcome outcome : AuditEvent.Outcome.values()) {
            JsonNode line = read(anEvent(action, code(outcome), "203.0.113.7", "curl/8"));
            String types = outcome == AuditEvent.Outcome.SUCCESS ? ofSuccess : ofOthers;

            assertThat(line.path("event.category")).extracting(JsonNode::asText).containsExactly(category);
            assertThat(line.path("event.type")).extracting(JsonNode::asText).containsExactly(types.split(" "));
        }
    }

    private static String code(AuditEvent.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "::1", "2001:db8::7", "::ffff:203.0.113.7"})
    void namesAnAddressAsOne(String address) throws Exception {
        assertThat(read(anEvent("sign_in", "refused", address, "curl/8"))
                        .path("source.ip")
                        .asText())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unknown", "local", "fe80::1%eth0", "203.0.113", "203.0.113.256", "203.0.113.7/24", "::1/64"})
    void doesNotCallAnAddressWhatIsNone(String address) throws Exception {
        JsonNode line = read(anEvent("sign_in", "refused", address, "curl/8"));

        assertThat(line.has("source.ip")).isFalse();
        assertThat(line.path("source.address").asText()).isEqualTo(address);
    }
}
