package dev.portcullis.audit;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.RequestId;
import dev.portcullis.caller.TraceId;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.CountingIds;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events in a list; those of a failed unit of work are not in it. */
public final class InMemoryAuditWriter implements AuditWriter {
    /**
     * An event as it is stored.
     *
     * @param completes the announced operation that this event completes; null if there is none
     * @param alias of the login; null if there is none
     */
    public record Entry(
            UUID id,
            Instant occurredAt,
            AuditEvent event,
            CallerContext caller,
            @Nullable UUID completes,
            @Nullable String alias) {}

    private final InMemoryDatabase database;
    private final Map<Integer, Entry> entries;
    /** Records that were added directly, not written as events. */
    private final Map<UUID, AuditRecord> kept;

    /** The aliases of logins by the login, and the masked logins by alias. */
    private final Map<String, String> aliases;

    private final Map<String, String> masks;

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
        this.aliases = database.table();
        this.masks = database.table();
        this.clock = clock;
    }

    @Override
    public void record(AuditEvent event, CallerContext caller) {
        add(event, caller, null);
    }

    @Override
    public void complete(UUID attempt, AuditEvent event, CallerContext caller) {
        add(event, caller, attempt);
    }

    @Override
    public UUID commit(AuditEvent event, CallerContext caller, @Nullable UUID attempt) {
        database.requireNoUnitOfWork();
        return database.call(() -> add(event, caller, attempt));
    }

    @CanIgnoreReturnValue
    private UUID add(AuditEvent event, CallerContext caller, @Nullable UUID completes) {
        database.requireUnitOfWork();
        if (unavailable) {
            throw new AuditUnavailable(new IllegalStateException("the audit log cannot be written"));
        }
        UUID id = ids.next();
        AttemptedLogin login = event.login();
        String alias = login == null ? null : aliases.computeIfAbsent(login.reveal(), name -> "alias " + id);
        if (alias != null) {
            masks.put(alias, login.masked());
        }
        entries.put(
                entries.keySet().stream().mapToInt(key -> key + 1).max().orElse(0),
                new Entry(id, now(), event, caller, completes, alias));
        return id;
    }

    @Override
    public void forget(AccountId account, AttemptedLogin login) {
        database.requireUnitOfWork();
        Set<String> forgotten = entries.values().stream()
                .filter(entry -> account.equals(entry.event().account())
                        && entry.event().action() != AuditAction.REQUEST_EMAIL_CHANGE)
                .map(Entry::alias)
                .collect(Collectors.toSet());
        aliases.entrySet()
                .removeIf(entry -> entry.getKey().equals(login.reveal()) || forgotten.contains(entry.getValue()));
        masks.keySet().retainAll(aliases.values());
    }

    @Override
    public void lose(AuditEvent event, CallerContext caller, Throwable cause) {
        lost.add(event);
    }

    /** The events that could not be written. */
    public List<AuditEvent> lost() {
        return List.copyOf(lost);
    }

    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** Adds a record as it is; replaces one with the same id. */
    public void keep(AuditRecord event) {
        kept.put(event.id(), event);
    }

    /** Removes a record that was {@linkplain #keep added}. */
    public void forget(UUID id) {
        kept.remove(id);
    }

    /** Removes all events before this time. */
    public void drop(Instant before) {
        entries.values().removeIf(entry -> entry.occurredAt().isBefore(before));
        kept.values().removeIf(event -> event.occurredAt().isBefore(before));
    }

    /** All events as the log shows them, in no order. */
    public List<AuditRecord> records() {
        return Stream.concat(
                        entries.values().stream()
                                .map(entry -> record(entry, entry.alias() == null ? null : masks.get(entry.alias()))),
                        kept.values().stream())
                .toList();
    }

    /** All events as they are stored, without the masked logins of aliases, in no order. */
    public List<AuditRecord> stored() {
        return Stream.concat(entries.values().stream().map(entry -> record(entry, null)), kept.values().stream())
                .toList();
    }

    private static AuditRecord record(Entry entry, @Nullable String maskedLogin) {
        AuditEvent event = entry.event();
        CallerContext caller = entry.caller();
        TraceId trace = caller.trace();
        return new AuditRecord(
                entry.id(),
                entry.occurredAt(),
                event.action().code(),
                event.type(),
                event.outcome().name().toLowerCase(Locale.ROOT),
                known(event.reason()),
                event.account(),
                event.session(),
                entry.alias(),
                maskedLogin,
                caller.address().value(),
                known(caller.userAgent()),
                caller.requestId().value(),
                trace == null ? null : trace.value(),
                "replica-1",
                entry.completes(),
                event.count());
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
