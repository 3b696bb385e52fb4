package dev.portcullis.audit.retention;

import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Months of the events of an {@link InMemoryAuditWriter}. */
public final class InMemoryAuditPartitions implements AuditPartitions {
    private final InMemoryDatabase database;
    private final InMemoryAuditWriter audit;
    private final List<Consumer<Instant>> afterDrops = new ArrayList<>();
    private final Map<YearMonth, Boolean> months;

    public InMemoryAuditPartitions(InMemoryDatabase database, InMemoryAuditWriter audit) {
        this.database = database;
        this.audit = audit;
        this.months = database.table();
    }

    /** Data about events is dropped with them. */
    public void onDrop(Consumer<Instant> listener) {
        afterDrops.add(listener);
    }

    private static YearMonth monthOf(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    private static Instant endOf(YearMonth month) {
        return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @Override
    public Made makeAhead(int ahead) {
        database.requireUnitOfWork();
        List<YearMonth> made = new ArrayList<>();
        List<YearMonth> skipped = new ArrayList<>();
        for (int i = 0; i <= ahead; i++) {
            YearMonth month = monthOf(now()).plusMonths(i);
            if (!months.containsKey(month)) {
                boolean isLate = audit.records().stream()
                        .anyMatch(event -> monthOf(event.occurredAt()).equals(month));
                (isLate ? skipped : made).add(month);
            }
        }
        made.forEach(month -> months.put(month, true));
        return new Made(made, skipped);
    }

    @Override
    public Optional<Instant> droppableUntil(Instant wanted) {
        database.requireUnitOfWork();
        return months.keySet().stream()
                .map(InMemoryAuditPartitions::endOf)
                .filter(end -> !end.isAfter(wanted))
                .max(Instant::compareTo);
    }

    @Override
    public List<YearMonth> drop(Instant boundary) {
        database.requireUnitOfWork();
        if (boundary.isAfter(now().minus(Duration.ofDays(30)))) {
            throw new IllegalStateException("too young");
        }
        List<YearMonth> dropped = new TreeMap<>(months)
                .keySet().stream()
                        .filter(month -> !endOf(month).isAfter(boundary))
                        .toList();
        dropped.forEach(months::remove);
        audit.drop(boundary);
        afterDrops.forEach(listener -> listener.accept(boundary));
        return dropped;
    }

    @Override
    public Instant now() {
        return audit.now();
    }
}
