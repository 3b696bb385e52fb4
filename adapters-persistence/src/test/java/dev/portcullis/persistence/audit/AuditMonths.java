package dev.portcullis.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.persistence.Sql;
import java.time.Instant;
import java.util.List;

/** Months of the audit log and their events, as tests need them. */
final class AuditMonths {
    private AuditMonths() {}

    /** Makes the partitions of a month such as {@code 2025-12}. */
    static void make(Sql sql, String month) {
        for (String table : List.of("audit_event", "audit_leaf")) {
            assertThat(sql.query("select make_audit_month('" + table + "', '" + month + "-01') as state")
                            .get(0))
                    .containsEntry("state", "made");
        }
    }

    /** Inserts an event with this time. */
    static AuditRecord anEventAt(Sql sql, String time) {
        AuditRecord event = AuditRecords.anEvent().at(Instant.parse(time)).record();
        AuditEventRows.insert(sql, event);
        return event;
    }

    static boolean exists(Sql sql, String table) {
        return sql.query("select to_regclass('" + table + "') is not null as yes")
                .get(0)
                .containsValue(true);
    }
}
