package dev.portcullis.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditRecords;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.retention.AuditLogStats;
import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.retention.DropRecorder;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The roles of {@code deploy/postgresql/roles.sql} have the required privileges and no others. Long, because
 * each table and function has to be tried as each role.
 */
@QuarkusTest
class RolesTest {
    private static final String AN_EVENT = "insert into audit_event (id, action, type, outcome, client_address,"
            + " request_id, replica) values (gen_random_uuid(), 'sign_in', 'authn_login_fail', 'refused', '192.0.2.7',"
            + " 'by the service', 'r')";

    @Inject
    Sql sql;

    @Inject
    ServiceRoles roles;

    @Inject
    Flyway flyway;

    @Inject
    Session session;

    @Inject
    UnitOfWork work;

    @Inject
    DropRecorder recorder;

    @Inject
    AuditPartitions months;

    @Inject
    AuditLogStats gauges;

    @BeforeEach
    void makeTheRoles() throws IOException {
        EmptyLog.make(sql);
        roles.make();
        roles.make();
    }

    @AfterEach
    void emptyTheLog() {
        EmptyLog.make(sql);
    }

    @Test
    void theServiceAddsToTheAuditLogAndReadsIt() throws SQLException {
        try (Connection service = roles.connectAs("portcullis_service");
                Statement statement = service.createStatement()) {
            int inserted = statement.executeUpdate(AN_EVENT);
            assertThat(inserted).isEqualTo(1);
            try (ResultSet events = statement.executeQuery("select * from audit_event")) {
                assertThat(events.next()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set type = 'x'",
                "update audit_event_default set type = 'x'",
                "delete from audit_event",
                "delete from audit_event_default",
                "truncate audit_event",
                "truncate audit_event_default",
                "drop table audit_event",
                "drop table audit_event_default",
                "alter table audit_event disable trigger all",
                "alter table audit_event_default disable trigger user",
                "alter table audit_event detach partition audit_event_default",
                "drop trigger tr_audit_event_append_only on audit_event",
                "update audit_seal set key_id = 'x'",
                "delete from audit_seal",
                "truncate audit_seal",
                "drop table audit_seal",
                "update audit_leaf set leaves = 'x'",
                "delete from audit_leaf",
                "set session_replication_role = replica",
                "set role portcullis_owner",
                "create table mine (id integer)",
                "create or replace function refuse_audit_change() returns trigger language plpgsql as 'begin return new; end'",
                "alter function refuse_audit_event_change() rename to never",
                "select make_audit_month('audit_event', '2030-01-01')",
                "select drop_audit_months(now() - interval '29 days')",
                "create or replace function audit_retention() returns interval language sql as 'select null::interval'",
                "drop function audit_retention()",
                "create or replace function audit_drop_is_recorded(boundary timestamptz) returns boolean language sql as 'select true'",
                "update flyway_schema_history set success = false"
            })
    void theServiceCanDoNothingElseToTheAuditLog(String statement) throws SQLException {
        assertThat(roles.executeAs("portcullis_service", AN_EVENT)).isFalse();

        assertThatThrownBy(() -> roles.executeAs("portcullis_service", statement))
                .isInstanceOf(SQLException.class)
                // insufficient_privilege
                .extracting(refusal -> ((SQLException) refusal).getSQLState())
                .isEqualTo("42501");

        assertThat(sql.query("select * from audit_event where type = 'authn_login_fail'"))
                .hasSize(1);
    }

    /** ADR 45. */
    @Test
    void theServiceForgetsLoginsAndAuditorsReadThem() throws SQLException {
        assertThat(roles.executeAs("portcullis_service", "update audit_login set used_on = used_on"))
                .isFalse();
        assertThat(roles.executeAs("portcullis_service", "delete from audit_login where alias = ''"))
                .isFalse();
        assertThat(roles.executeAs(
                        "portcullis_auditor", "select masked from audit_event join audit_login on alias = login_hash"))
                .isTrue();
        assertThatThrownBy(() ->
                        roles.executeAs("portcullis_auditor", "set transaction read write; delete from audit_login"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void theServiceMakesMonthsByTheFunctionOfTheOwner() throws SQLException {
        assertThat(roles.executeAs("portcullis_service", "select * from make_audit_months(3)"))
                .isTrue();

        assertThat(sql.query("select relowner::regrole::text as owner from pg_class join pg_inherits on inhrelid = oid"
                        + " where inhparent = 'audit_event'::regclass"))
                .hasSize(5)
                .extracting(row -> row.get("owner"))
                .containsOnly("portcullis_owner");
        assertThatThrownBy(() -> roles.executeAs(
                        "portcullis_service",
                        "do $$ begin execute 'delete from ' || (select inhrelid::regclass from pg_inherits"
                                + " where inhparent = 'audit_event'::regclass limit 1); end $$"))
                .hasMessageContaining("permission denied");
    }

    /** ADR 35. */
    @Test
    void theServiceMovesTheMailsOfThePreviousVersion() throws SQLException {
        assertThat(roles.executeAs("portcullis_service", "select adopt_mails('2026-03-01')"))
                .isTrue();
    }

    @Test
    void aTemporaryTableTakesTheFunctionsNotIn() throws SQLException {
        sql.execute(AN_EVENT);
        try (Connection service = roles.connectAs("portcullis_service");
                Statement statement = service.createStatement()) {
            statement.execute("create temporary view audit_event_default as"
                    + " select now() as occurred_at, set_config('my.caught', current_user, false) as caught");
            try (ResultSet count = statement.executeQuery("select count_audit_events_without_month(),"
                    + " (select count(*) from make_audit_months(3)),"
                    + " coalesce(current_setting('my.caught', true), '')")) {
                assertThat(count.next()).isTrue();
                assertThat(count.getLong(1)).isZero();
                assertThat(count.getLong(2)).isEqualTo(1);
                assertThat(count.getString(3)).isEmpty();
            }
        }
    }

    @Test
    void theServiceDoesAllOfItsWorkOnTheLog() {
        assertThat(sql.query("select make_audit_month('audit_event', '2025-12-01')"))
                .hasSize(1);
        AuditEventRows.insert(
                sql,
                AuditRecords.anEvent().at(Instant.parse("2025-12-24T20:00:00Z")).record());
        sql.execute("alter table audit_event_2025_12 owner to portcullis_owner");

        work.run(() -> {
            session.createNativeMutationQuery("set local role portcullis_service")
                    .executeUpdate();
            ApplyAuditRetention.Outcome outcome =
                    new ApplyAuditRetention(months, recorder, new AuditRetention(Duration.ofDays(30)), work).execute();
            assertThat(outcome.dropped()).containsExactly(YearMonth.of(2025, 12));
            assertThat(gauges.read().bytes()).isPositive();
        });
    }

    private void migrateWithRetention(String retention) {
        Map<String, String> placeholders =
                new HashMap<>(flyway.getConfiguration().getPlaceholders());
        placeholders.put("audit_retention", retention);
        assertThat(Flyway.configure()
                        .configuration(flyway.getConfiguration())
                        .placeholders(placeholders)
                        .load()
                        .migrate()
                        .success)
                .isTrue();
    }

    /** Even with a forged seal, which an attacker who controls the service can insert. */
    @ParameterizedTest
    @CsvSource({"interval '400 days', false", "null::interval, false", "interval '30 days', true"})
    void theServiceDropsNoMonthThatTheRetentionKeeps(String retention, boolean mayDrop) throws SQLException {
        String month = "date_trunc('month', now() at time zone 'UTC' - interval '100 days')";
        String boundary = "(" + month + " + interval '1 month') at time zone 'UTC'";
        assertThat(sql.query("select make_audit_month('audit_event', " + month + "::date)"))
                .hasSize(1);
        migrateWithRetention(retention);
        try {
            sql.execute("do $$ begin execute (select 'alter table audit_event' || to_char(" + month
                    + ", '_YYYY_MM') || ' owner to portcullis_owner'); end $$");
            assertThat(roles.executeAs(
                            "portcullis_service",
                            "insert into audit_seal (number, kind, starts_at, ends_at, events, digest, previous, key_id,"
                                    + " signature) select 1, 'retention', " + boundary + " - interval '1 year', "
                                    + boundary + ", 0, sha256('a'), sha256('b'), 'made up', 'made up'"))
                    .isFalse();

            String drop = "select drop_audit_months(" + boundary + ")";
            if (mayDrop) {
                assertThat(roles.executeAs("portcullis_service", drop)).isTrue();
            } else {
                assertThatThrownBy(() -> roles.executeAs("portcullis_service", drop))
                        .hasMessageContaining("the retention of the audit log keeps this month");
            }

            assertThat(sql.query("select relname from pg_class where relname = 'audit_event' || to_char(" + month
                            + ", '_YYYY_MM')"))
                    .hasSize(mayDrop ? 0 : 1);
            assertThat(sql.query("select audit_months_droppable_until(now()) >= " + boundary + " as beyond")
                            .get(0)
                            .get("beyond"))
                    .isNotEqualTo(true);
        } finally {
            assertThat(flyway.migrate().success).isTrue();
        }
    }

    /** By settings of the role, which hold even if a pooler drops the startup options. */
    @Test
    void theStatementsOfTheServiceHaveTimeouts() throws SQLException {
        try (Connection service = roles.connectAs("portcullis_service");
                Statement statement = service.createStatement();
                ResultSet limits = statement.executeQuery(
                        "select current_setting('statement_timeout'), current_setting('lock_timeout')")) {
            assertThat(limits.next()).isTrue();
            assertThat(limits.getString(1)).isEqualTo("8s");
            assertThat(limits.getString(2)).isEqualTo("5s");
        }
    }

    @Test
    void theAuditorReadsTheAuditLogAndNothingElse() throws SQLException {
        for (String table : new String[] {"audit_event", "audit_seal", "audit_leaf"}) {
            assertThat(roles.executeAs("portcullis_auditor", "select * from " + table))
                    .isTrue();
            assertThatThrownBy(() ->
                            roles.executeAs("portcullis_auditor", "set transaction read write; delete from " + table))
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> roles.executeAs("portcullis_auditor", "set transaction read write; " + AN_EVENT))
                .hasMessageContaining("permission denied");
        for (String table : new String[] {"account", "credential", "session", "signing_key"}) {
            assertThatThrownBy(() -> roles.executeAs("portcullis_auditor", "select * from " + table))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void theServiceWritesTheTablesOfAccounts() throws SQLException {
        for (String table :
                new String[] {"account", "credential", "session", "signing_key", "verification_mail", "notice_mail"}) {
            assertThat(roles.executeAs("portcullis_service", "delete from " + table + " where false"))
                    .isFalse();
            assertThat(roles.executeAs("portcullis_service", "select * from " + table))
                    .isTrue();
        }
        assertThatThrownBy(() -> roles.executeAs("portcullis_service", "truncate account"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void theOwnerMigratesWithoutBeingASuperuser() throws SQLException {
        sql.execute(
                "drop schema if exists of_the_owner cascade; create schema of_the_owner authorization portcullis_owner");

        Flyway owner = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .dataSource(roles.url(), "portcullis_owner", "only here")
                .schemas("of_the_owner")
                .load();

        assertThat(owner.migrate().success).isTrue();
        assertThat(sql.query("select distinct tableowner from pg_tables where schemaname = 'of_the_owner'"))
                .extracting(row -> row.get("tableowner"))
                .containsExactly("portcullis_owner");
        sql.execute("drop schema of_the_owner cascade");
    }
}
