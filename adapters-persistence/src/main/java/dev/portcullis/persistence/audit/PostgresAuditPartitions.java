package dev.portcullis.persistence.audit;

import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * Monthly partitions of the audit log in PostgreSQL, created and dropped by functions that run as the schema's owner.
 */
@ApplicationScoped
public class PostgresAuditPartitions implements AuditPartitions {
    private record Month(YearMonth month, boolean isMade) {}

    private final Database database;

    PostgresAuditPartitions(Database database) {
        this.database = database;
    }

    @Override
    public Made makeAhead(int months) {
        List<Month> all = database.query("select month, made from make_audit_months(?)", months)
                .list(row -> new Month(month(row), row.getBoolean(2)));
        return new Made(
                all.stream().filter(Month::isMade).map(Month::month).toList(),
                all.stream().filter(month -> !month.isMade()).map(Month::month).toList());
    }

    @Override
    public Optional<Instant> droppableUntil(Instant wanted) {
        return database.query("select audit_months_droppable_until(?)", wanted)
                .one(row -> Optional.ofNullable(Query.timeOrNull(row, 1)));
    }

    @Override
    public List<YearMonth> drop(Instant boundary) {
        AuditLoginRows.removeUnused(database, boundary);
        return database.query("select month from drop_audit_months(?) as dropped (month) order by month", boundary)
                .list(PostgresAuditPartitions::month);
    }

    @Override
    public Instant now() {
        return database.now();
    }

    private static YearMonth month(ResultSet row) throws SQLException {
        return YearMonth.from(row.getObject(1, LocalDate.class));
    }
}
