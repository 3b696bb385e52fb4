package dev.portcullis.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test also verifies that the mappings match the tables, because Hibernate validates them at startup. */
@QuarkusTest
class MigrationsTest {
    @Inject
    Flyway flyway;

    @Inject
    Sql sql;

    @Test
    void leadFromNothingToTheTablesThatTheAdaptersUse() {
        sql.execute("drop schema if exists empty_at_first cascade");

        Flyway other = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas("empty_at_first")
                .load();
        MigrateResult result = other.migrate();

        assertThat(result.success).isTrue();
        assertThat(result.migrationsExecuted).isEqualTo(flyway.info().applied().length);
        assertThat(other.migrate().migrationsExecuted).isZero();
        assertThat(tables("empty_at_first"))
                .contains(
                        "account",
                        "email_verification",
                        "mail_outbox",
                        "mail_request",
                        "mailed_code",
                        "verification_mail",
                        "notice_mail",
                        "credential",
                        "email_change",
                        "session",
                        "signing_key",
                        "rate_bucket",
                        "login_guess",
                        "known_network",
                        "audit_event",
                        "audit_event_default",
                        "audit_leaf",
                        "audit_leaf_default",
                        "audit_seal",
                        "audit_login");
        sql.execute("drop schema empty_at_first cascade");
    }

    @Test
    void bringEventsThatWereThereBeforeIntoTheirMonths() {
        sql.execute("drop schema if exists before_months cascade");
        FluentConfiguration configuration =
                Flyway.configure().configuration(flyway.getConfiguration()).schemas("before_months");
        assertThat(configuration.target("5").load().migrate().success).isTrue();
        for (String time : List.of("2025-12-31 23:59:59.999999+00", "2026-01-01 00:00:00+00")) {
            sql.execute("insert into before_months.audit_event (id, occurred_at, action, type, outcome, client_address,"
                    + " request_id, replica, trace_id) values (gen_random_uuid(), '" + time
                    + "', 'sign_in', 'authn_login_fail', 'refused', '192.0.2.7', 'early', 'replica-1',"
                    + " '4bf92f3577b34da6a3ce929d0e0e4736')");
        }
        List<Map<String, Object>> before = sql.query("select * from before_months.audit_event order by occurred_at");

        assertThat(configuration.target("latest").load().migrate().success).isTrue();

        // As before; columns of later migrations are empty.
        before.forEach(row -> row.put("count", null));
        assertThat(sql.query("select * from before_months.audit_event order by occurred_at"))
                .isEqualTo(before);
        assertThat(sql.query("select tableoid::regclass::text as month from before_months.audit_event order by 1"))
                .extracting(row -> row.get("month"))
                .containsExactly("before_months.audit_event_2025_12", "before_months.audit_event_2026_01");
        assertThat(tables("before_months"))
                .contains("audit_event_default", "audit_leaf_default")
                .doesNotContain("audit_event_before_months");
        sql.execute("drop schema before_months cascade");
    }

    /**
     * As {@link MigrationLocksTest} requires it: Flyway's own transaction must not block it. A build that fails leaves an
     * index that is not valid, and a row of the history that prevents each later migration (docs/operations.md).
     */
    @Test
    void buildAnIndexConcurrently(@TempDir Path folder) throws Exception {
        sql.execute("drop schema if exists indexed_later cascade");
        Files.writeString(
                folder.resolve("V1__table.sql"),
                "create table person (name text); insert into person values ('Ada'), ('Ada');");
        Files.writeString(
                folder.resolve("V2__index.sql"),
                "drop index concurrently if exists uq_person; create unique index concurrently uq_person on person (name);");
        Flyway people = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas("indexed_later")
                .initSql("set statement_timeout = '20s'")
                // That of Quarkus knows the scripts of the build only.
                .resourceProvider(null)
                .locations("filesystem:" + folder)
                .load();
        assertThatThrownBy(people::migrate).hasMessageContaining("uq_person");
        sql.execute("delete from indexed_later.person");
        assertThatThrownBy(people::migrate).hasMessageContaining("failed migration");

        sql.execute("delete from indexed_later.flyway_schema_history where not success");
        assertThat(people.migrate().migrationsExecuted).isEqualTo(1);

        assertThat(sql.query("select indisvalid from pg_index where indexrelid = 'indexed_later.uq_person'::regclass"))
                .extracting(row -> row.get("indisvalid"))
                .containsExactly(true);
        sql.execute("drop schema indexed_later cascade");
    }

    /** ADR 35: what is being delivered, and so is not due, stays with the replica of the previous version. */
    @Test
    void bringMailsThatWaitedBeforeIntoTheOutbox() {
        sql.execute("drop schema if exists before_outbox cascade");
        FluentConfiguration configuration =
                Flyway.configure().configuration(flyway.getConfiguration()).schemas("before_outbox");
        assertThat(configuration.target("15").load().migrate().success).isTrue();
        String account = "0198a000-0000-7000-8000-00000000000%d";
        for (int i = 1; i <= 2; i++) {
            sql.execute("insert into before_outbox.account values ('" + account.formatted(i) + "', 'user" + i
                    + "@example.com', 'Ada', false, '{}', 1, now(), false)");
        }
        sql.execute(("insert into before_outbox.verification_mail values"
                        + " ('%1$s', 3, 'da', 4, '2026-03-01 12:00:00+00', '2026-03-01 12:10:00+00'),"
                        + " ('%2$s', 1, 'en', 1, '2026-03-01 12:00:00+00', '2999-01-01 00:00:00+00');"
                        + " insert into before_outbox.notice_mail values"
                        + " ('%1$s', 'PASSWORD_CHANGED', 'en', 2, '2026-03-01 12:00:01+00', '2026-03-01 12:10:01+00'),"
                        + " ('%1$s', 'SIGN_UP_ATTEMPTED', 'en', 1, '2026-03-01 12:00:02+00', null),"
                        + " ('%2$s', 'SUSPICIOUS_SIGN_IN', 'en', 1, '2026-03-01 12:00:03+00', '2999-01-01 00:00:00+00')")
                .formatted(account.formatted(1), account.formatted(2)));

        assertThat(configuration.target("latest").load().migrate().success).isTrue();

        assertThat(sql.query("select right(account_id::text, 1) || kind || language || attempts ||"
                        + " to_char(enqueued_at at time zone 'UTC', ' HH24:MI:SS ') ||"
                        + " coalesce(to_char(due_at at time zone 'UTC', 'HH24:MI:SS'), 'completed') as mail"
                        + " from before_outbox.mail_outbox where leased_until is null order by enqueued_at"))
                .extracting(row -> row.get("mail"))
                .containsExactly(
                        "1VERIFICATION_CODEda4 12:00:00 12:10:00",
                        "1PASSWORD_CHANGEDen2 12:00:01 12:10:01",
                        "1SIGN_UP_ATTEMPTEDen1 12:00:02 completed");
        assertThat(sql.query("select account_id::text as account from before_outbox.verification_mail"
                        + " union all select account_id::text from before_outbox.notice_mail"))
                .extracting(row -> row.get("account"))
                .containsExactly(account.formatted(2), account.formatted(2));
        sql.execute("drop schema before_outbox cascade");
    }

    private Set<String> tables(String schema) {
        return sql
                .query("select table_name from information_schema.tables where table_schema = '" + schema + "'")
                .stream()
                .map(row -> (String) row.get("table_name"))
                .collect(Collectors.toSet());
    }

    @Test
    void nameEachConstraintForWhatItIs() {
        List<Map<String, Object>> constraints = sql.query("select conname, contype::text from pg_constraint"
                + " where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c')"
                + " and conrelid <> 'flyway_schema_history'::regclass"
                + " and conrelid not in (select oid from pg_class where relispartition)");
        Map<String, String> prefixes = Map.of("p", "pk_", "u", "uq_", "f", "fk_", "c", "ck_");

        assertThat(constraints)
                .hasSizeGreaterThan(20)
                .allSatisfy(constraint -> assertThat((String) constraint.get("conname"))
                        .startsWith(prefixes.get((String) constraint.get("contype"))));
    }

    @Test
    void tieTheAuditLogToNoOtherTable() {
        assertThat(sql.query("select conname from pg_constraint where contype = 'f' and"
                        + " (conrelid::regclass::text like 'audit%' or confrelid::regclass::text like 'audit%')"))
                .isEmpty();
    }
}
