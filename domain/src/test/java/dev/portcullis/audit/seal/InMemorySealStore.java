package dev.portcullis.audit.seal;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Seals in a map, over the events of an {@link InMemoryAuditWriter}. */
public final class InMemorySealStore implements SealStore {
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final InMemoryDatabase database;
    private final InMemoryAuditWriter audit;
    private final Map<Long, Seal> seals;
    private final Map<Long, EventDigests> leaves;
    private boolean anotherSeals;

    public InMemorySealStore(InMemoryDatabase database, InMemoryAuditWriter audit) {
        this.database = database;
        this.audit = audit;
        this.seals = database.table();
        this.leaves = database.table();
    }

    /** From now on another unit of work seals, which does not end. */
    public void letAnotherSeal() {
        anotherSeals = true;
    }

    /** Inserts or replaces a seal, as an attacker would. */
    public void forge(long number, Seal seal) {
        seals.put(number, seal);
    }

    public void remove(long number) {
        seals.remove(number);
        leaves.remove(number);
    }

    public void forgeLeaves(long number, EventDigests forged) {
        leaves.put(number, forged);
    }

    /** Drops the leaves of seals that end at this time or before. */
    public void dropLeaves(Instant until) {
        leaves.keySet()
                .removeIf(number ->
                        seals.containsKey(number) && !seals.get(number).until().isAfter(until));
    }

    @Override
    public boolean tryToBeTheOnlySealer() {
        database.requireUnitOfWork();
        return !anotherSeals;
    }

    @Override
    public Instant closedUntil() {
        database.requireUnitOfWork();
        return audit.now().minus(MARGIN);
    }

    private Stream<Seal> inOrder() {
        database.requireUnitOfWork();
        return new TreeMap<>(seals).values().stream();
    }

    @Override
    public Optional<Seal> last() {
        return inOrder().reduce((one, other) -> other);
    }

    @Override
    public Optional<Seal> last(Seal.Kind kind) {
        return inOrder().filter(seal -> seal.kind() == kind).reduce((one, other) -> other);
    }

    @Override
    public List<Seal> page(long after, int limit) {
        return inOrder().filter(seal -> seal.number() > after).limit(limit).toList();
    }

    @Override
    public void insert(Seal seal, EventDigests its) {
        database.requireUnitOfWork();
        if (seals.putIfAbsent(seal.number(), seal) != null) {
            throw new IllegalStateException("the number is taken");
        }
        if (!its.list().isEmpty()) {
            leaves.put(seal.number(), its);
        }
    }

    @Override
    public Map<Long, EventDigests> leaves(Seal first, Seal last) {
        database.requireUnitOfWork();
        return leaves.entrySet().stream()
                .filter(entry -> entry.getKey() >= first.number() && entry.getKey() <= last.number())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<AuditRecord> events(Instant from, Instant until, int limit) {
        return events(from)
                .filter(event -> event.occurredAt().isBefore(until))
                .limit(limit)
                .toList();
    }

    private Stream<AuditRecord> events(Instant from) {
        database.requireUnitOfWork();
        return audit.stored().stream()
                .filter(event -> !event.occurredAt().isBefore(from))
                .sorted(Comparator.comparing(AuditRecord::position));
    }

    @Override
    public long countEvents(Instant from) {
        return events(from).count();
    }

    @Override
    public long countSealed(Instant after, Instant until) {
        return inOrder()
                .filter(seal -> seal.kind() == Seal.Kind.EVENTS)
                .filter(seal -> seal.until().isAfter(after) && !seal.until().isAfter(until))
                .mapToLong(Seal::events)
                .sum();
    }
}
