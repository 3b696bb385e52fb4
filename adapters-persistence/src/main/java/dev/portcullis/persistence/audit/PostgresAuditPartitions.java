package dev.portcullis.persistence.audit;

import dev.portcullis.audit.retention.AuditPartitions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/**
 * Monthly partitions of the audit log in PostgreSQL, created and dropped by functions that run as the schema's owner.
 */
@ApplicationScoped
public class PostgresAuditPartitions implements AuditPartitions {
    private record Month(YearMonth month, boolean isMade) {}

    private final Session session;

    PostgresAuditPartitions(Session session) {
        this.session = session;
    }

    private <T> List<T> list(Query query, Query.Row<? extends T> row) {
        return session.doReturningWork(connection -> query.list(connection, row));
    }

    @Override
    public Made makeAhead(int months) {
        List<Month> all = list(
                new Query("select month, made from make_audit_months(?)", months),
                row -> new Month(month(row), row.getBoolean(2)));
        return new Made(
                all.stream().filter(Month::isMade).map(Month::month).toList(),
                all.stream().filter(month -> !month.isMade()).map(Month::month).toList());
    }

    @Override
    public Optional<Instant> droppableUntil(Instant wanted) {
        return list(
                        new Query("select audit_months_droppable_until(?)", wanted),
                        row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .get(0)
                .map(OffsetDateTime::toInstant);
    }

    @Override
    public List<YearMonth> drop(Instant boundary) {
        return list(
                new Query("select month from drop_audit_months(?) as dropped (month) order by month", boundary),
                PostgresAuditPartitions::month);
    }

    @Override
    public Instant now() {
        return list(new Query("select clock_timestamp()"), row -> row.getObject(1, OffsetDateTime.class))
                .get(0)
                .toInstant();
    }

    private static YearMonth month(ResultSet row) throws SQLException {
        return YearMonth.from(row.getObject(1, LocalDate.class));
    }
}
