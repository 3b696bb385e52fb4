package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.journey.Api;
import dev.portcullis.app.seal.SealedAuditLog;
import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.CommandProcess.Ended;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code audit verify}, beside the running service. */
@Tag("processes")
class VerifyCommandIT extends BesideTheService {
    VerifyCommandIT() {
        super("verify-command");
    }

    private Ended verified(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("audit", "verify"));
        all.addAll(List.of(arguments));
        return database.run(all.toArray(String[]::new));
    }

    /** Changes a row as a superuser, without triggers. */
    private void tamper(String statement) throws SQLException {
        try (Connection connection = database.named("postgres").getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("set session_replication_role = replica");
            assertThat(sql.executeUpdate(statement)).isEqualTo(1);
        }
    }

    /** Deletes the account whose events are sealed. */
    private void deleteTheAccount() {
        String access = service.api().signIn(service.email(), Api.PASSWORD).cookie("access_token");
        String body = "{\"current_password\":\"" + Api.PASSWORD + "\"}";
        assertThat(service.api()
                        .send("POST", "/api/v1/account/delete/", body, "Authorization", "Bearer " + access)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void acceptsTheLogAndDetectsASingleChangedByte() throws Exception {
        String id = database.column("select id from audit_event where reason = 'wrong_password'")
                .get(0);
        SealedAuditLog.awaitSealed(database.named("postgres"), "id = '" + id + "'");

        Ended intact = verified();
        assertThat(intact.status()).as(intact.toString()).isZero();
        assertThat(intact.out()).contains("The audit log is intact").contains("BEGIN PUBLIC KEY");
        assertThat(intact.err()).isEmpty();
        Matcher newest = Pattern.compile("[0-9]+:[0-9a-f]{64}").matcher(intact.out());
        assertThat(newest.find()).isTrue();
        String anchor = newest.group();
        deleteTheAccount();
        assertThat(verified("--anchor", anchor).status()).isZero();

        tamper("update audit_event set reason = 'wrong_passwore' where id = '" + id + "'");
        Ended changed = verified("--anchor", anchor);
        assertThat(changed.status()).isEqualTo(3);
        assertThat(changed.out()).contains("finding: changed").contains("event: " + id);

        tamper("update audit_event set reason = 'wrong_password' where id = '" + id + "'");
        assertThat(verified().status()).isZero();

        String forged = anchor.substring(0, anchor.length() - 1) + (anchor.endsWith("0") ? "1" : "0");
        Ended other = verified("--anchor", forged);
        assertThat(other.status()).isEqualTo(3);
        assertThat(other.out()).contains("differs from the anchor");
    }

    @Test
    void needsNoMoreThanToReadTheAuditLog() throws Exception {
        database.execute("create role auditor login");
        database.execute("grant select on audit_event, audit_leaf, audit_seal to auditor");

        Ended ended = CommandProcess.run(database.settingsFor("auditor", "postgres"), "audit", "verify");

        assertThat(ended.status()).as(ended.toString()).isZero();
    }
}
