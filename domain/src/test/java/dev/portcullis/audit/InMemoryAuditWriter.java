package dev.portcullis.audit;

import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.CountingIds;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.RequestId;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.kernel.TraceId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events in a list; those of a failed unit of work are not in it. */
public final class InMemoryAuditWriter implements AuditWriter {
    /**
     * An event as it is kept.
     *
     * @param completes the announced attempt whose outcome this is, if any
     */
    public record Entry(
            UUID id,
            Instant occurredAt,
            AuditEvent event,
            CallerContext caller,
            @Nullable AttemptId completes) {}

    private final InMemoryDatabase database;
    private final Map<Integer, Entry> entries;
    /** Put in as they are, past the trail. */
    private final Map<UUID, AuditRecord> kept;

    private final Clock clock;
    private final List<AuditEvent> lost = new ArrayList<>();
    private final CountingIds ids = new CountingIds();
    private boolean unavailable;

    public InMemoryAuditWriter(InMemoryDatabase database) {
        this(database, new TickingClock());
    }

    public InMemoryAuditWriter(InMemoryDatabase database, Clock clock) {
        this.database = database;
        this.entries = database.table();
        this.kept = database.table();
        this.clock = clock;
    }

    @Override
    public void record(AuditEvent event, CallerContext caller) {
        UUID unused = add(event, caller, null);
    }

    @Override
    public AttemptId announce(AuditEvent.Attempted attempt, CallerContext caller) {
        return new AttemptId(add(attempt, caller, null));
    }

    @Override
    public void complete(AttemptId attempt, AuditEvent event, CallerContext caller) {
        UUID unused = add(event, caller, attempt);
    }

    private UUID add(AuditEvent event, CallerContext caller, @Nullable AttemptId completes) {
        database.requireUnitOfWork();
        if (unavailable) {
            throw new AuditUnavailable(new IllegalStateException("the audit trail cannot be written"));
        }
        UUID id = ids.next();
        entries.put(
                entries.keySet().stream().mapToInt(key -> key + 1).max().orElse(0),
                new Entry(id, now(), event, caller, completes));
        return id;
    }

    @Override
    public void lose(AuditEvent event, CallerContext caller, Throwable cause) {
        lost.add(event);
    }

    /** What could not be kept. */
    public List<AuditEvent> lost() {
        return List.copyOf(lost);
    }

    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** Puts an event in as it is; one with the same id makes room. */
    public void keep(AuditRecord event) {
        kept.put(event.id(), event);
    }

    /** Takes an event out that was {@linkplain #keep put in}. */
    public void forget(UUID id) {
        kept.remove(id);
    }

    /** Drops all events before this time. */
    void drop(Instant before) {
        entries.values().removeIf(entry -> entry.occurredAt().isBefore(before));
        kept.values().removeIf(event -> event.occurredAt().isBefore(before));
    }

    /** What a log shows of all this, in no order. */
    public List<AuditRecord> records() {
        return Stream.concat(entries.values().stream().map(InMemoryAuditWriter::record), kept.values().stream())
                .toList();
    }

    private static AuditRecord record(Entry entry) {
        AuditEvent event = entry.event();
        CallerContext caller = entry.caller();
        AttemptedLogin login = event.login();
        TraceId trace = caller.trace();
        return new AuditRecord(
                entry.id(),
                entry.occurredAt(),
                lowerCase(event.action()),
                event.type(),
                lowerCase(event.outcome()),
                known(event.reason()),
                event.account(),
                event.session(),
                login == null || event.account() != null ? null : "hash of " + login.reveal(),
                login == null ? null : login.masked(),
                caller.address().value(),
                known(caller.userAgent()),
                caller.requestId().value(),
                trace == null ? null : trace.value(),
                "replica-1",
                entry.completes(),
                event.count());
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The time that events are given. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public void becomeUnavailable() {
        unavailable = true;
    }

    public void becomeAvailable() {
        unavailable = false;
    }

    public List<AuditEvent> events() {
        return entries.values().stream().map(Entry::event).toList();
    }

    public List<AuditEvent> eventsOf(RequestId request) {
        return entries.values().stream()
                .filter(entry -> entry.caller().requestId().equals(request))
                .map(Entry::event)
                .toList();
    }

    public AuditEvent last() {
        return events().get(entries.size() - 1);
    }
}
