package dev.portcullis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;

/** That the mappings fit the tables is seen at the start of each test: Hibernate validates them. */
@QuarkusTest
class MigrationsTest {
    @Inject
    Flyway flyway;

    @Inject
    Sql sql;

    @Test
    void leadFromNothingToTheTablesThatTheAdaptersUse() {
        sql.execute("drop schema if exists empty_at_first cascade");

        Flyway elsewhere = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas("empty_at_first")
                .load();
        MigrateResult result = elsewhere.migrate();

        assertThat(result.success).isTrue();
        assertThat(result.migrationsExecuted).isEqualTo(flyway.info().applied().length);
        assertThat(elsewhere.migrate().migrationsExecuted).isZero();
        assertThat(tables("empty_at_first"))
                .contains(
                        "account",
                        "email_verification",
                        "verification_mail",
                        "credential",
                        "session",
                        "signing_key",
                        "audit_event",
                        "audit_event_default");
        sql.execute("drop schema empty_at_first cascade");
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
                + " and conrelid not in ('flyway_schema_history'::regclass, 'audit_event_default'::regclass)");
        Map<String, String> prefixes = Map.of("p", "pk_", "u", "uq_", "f", "fk_", "c", "ck_");

        assertThat(constraints)
                .hasSizeGreaterThan(20)
                .allSatisfy(constraint -> assertThat((String) constraint.get("conname"))
                        .startsWith(prefixes.get((String) constraint.get("contype"))));
    }

    @Test
    void tieTheAuditLogToNoOtherTable() {
        assertThat(sql.query("select conname from pg_constraint where contype = 'f' and"
                        + " (conrelid = 'audit_event'::regclass or confrelid = 'audit_event'::regclass)"))
                .isEmpty();
    }
}
