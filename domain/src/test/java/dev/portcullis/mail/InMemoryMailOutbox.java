package dev.portcullis.mail;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An outbox in a map. */
public final class InMemoryMailOutbox implements MailOutbox {
    /** The smallest difference that PostgreSQL stores. */
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    private record Key(AccountId account, MailKind kind) {}

    /**
     * One mail.
     *
     * @param dueAt null once it is completed
     * @param leasedUntil null while nobody delivers it
     */
    private record Row(
            Locale language,
            int attempts,
            Instant enqueuedAt,
            @Nullable Instant dueAt,
            @Nullable Instant leasedUntil,
            @Nullable String address) {

        boolean isDue(Instant now) {
            return dueAt != null && !dueAt.isAfter(now) && (leasedUntil == null || !leasedUntil.isAfter(now));
        }

        boolean isLeasedBy(Claim claim) {
            return claim.leaseEnd().equals(leasedUntil);
        }

        Row leased(Instant until) {
            return new Row(language, attempts + 1, enqueuedAt, dueAt, until, address);
        }

        Row released() {
            return new Row(language, attempts, enqueuedAt, dueAt, null, address);
        }

        /** Leaves a mail alone that replaced the claimed one, and one that was completed. */
        Row dueAgain(Claim claim, @Nullable Instant at) {
            return enqueuedAt.equals(claim.enqueuedAt()) && dueAt != null
                    ? new Row(language, attempts, enqueuedAt, at, leasedUntil, address)
                    : this;
        }
    }

    private record RequestKey(String address, MailKind kind) {}

    private record RequestRow(Locale language, Instant requestedAt) {}

    private final InMemoryDatabase database;
    private final Predicate<AccountId> accountExists;
    private final Map<Key, Row> rows;
    private final Map<RequestKey, RequestRow> requests;

    public InMemoryMailOutbox(InMemoryDatabase database, Predicate<AccountId> accountExists) {
        this.database = database;
        this.accountExists = accountExists;
        this.rows = database.table();
        this.requests = database.table();
    }

    /** As the database does when an account is removed. */
    public void forget(AccountId account) {
        rows.entrySet()
                .removeIf(row ->
                        row.getKey().account().equals(account) && row.getValue().address() == null);
    }

    @Override
    public void request(String address, MailKind kind, Locale language, Instant now) {
        database.requireUnitOfWork();
        requests.put(new RequestKey(address, kind), new RequestRow(language, now));
    }

    @Override
    public Optional<Request> takeRequest() {
        database.requireUnitOfWork();
        Optional<RequestKey> oldest = requests.entrySet().stream()
                .min(Map.Entry.comparingByValue(Comparator.comparing(RequestRow::requestedAt)))
                .map(Map.Entry::getKey);
        return oldest.map(key ->
                new Request(key.address(), key.kind(), requests.remove(key).language()));
    }

    @Override
    public void enqueue(AccountId account, MailKind kind, Locale language, Instant now) {
        database.requireUnitOfWork();
        if (!accountExists.test(account)) {
            throw new IllegalStateException("no such account");
        }
        put(account, kind, new Row(language, 0, now, now, null, null));
    }

    @Override
    public void enqueueTo(String address, AccountId account, MailKind kind, Locale language, Instant now) {
        database.requireUnitOfWork();
        put(account, kind, new Row(language, 0, now, now, null, address));
    }

    private void put(AccountId account, MailKind kind, Row fresh) {
        rows.merge(new Key(account, kind), fresh, (before, after) -> replacing(before, after, kind.interval()));
    }

    private static Row replacing(Row before, Row after, Duration interval) {
        if (!interval.isZero() && before.enqueuedAt().plus(interval).isAfter(after.enqueuedAt())) {
            return before;
        }
        Instant next = before.enqueuedAt().plus(MICROSECOND);
        Instant enqueuedAt = after.enqueuedAt().isBefore(next) ? next : after.enqueuedAt();
        return new Row(after.language(), 0, enqueuedAt, after.dueAt(), before.leasedUntil(), after.address());
    }

    @Override
    public Optional<Claim> claim(Set<MailKind> kinds, Instant now, Instant leaseEnd) {
        database.requireUnitOfWork();
        Optional<Key> due = rows.entrySet().stream()
                .filter(entry -> kinds.contains(entry.getKey().kind())
                        && entry.getValue().isDue(now))
                .min(Map.Entry.comparingByValue(Comparator.comparing(Row::dueAt)))
                .map(Map.Entry::getKey);
        return due.map(key -> {
            Row row = rows.get(key).leased(leaseEnd);
            rows.put(key, row);
            return new Claim(
                    key.account(),
                    key.kind(),
                    row.language(),
                    row.attempts(),
                    row.enqueuedAt(),
                    leaseEnd,
                    row.address());
        });
    }

    @Override
    public List<Listed> of(AccountId account) {
        database.requireUnitOfWork();
        return rows.entrySet().stream()
                .filter(entry -> entry.getKey().account().equals(account))
                .map(entry -> new Listed(
                        entry.getKey().kind(),
                        entry.getValue().language(),
                        entry.getValue().enqueuedAt(),
                        entry.getValue().dueAt() == null))
                .sorted(Comparator.comparing(Listed::enqueuedAt))
                .toList();
    }

    @Override
    public void postpone(Claim claim, Instant until) {
        database.requireUnitOfWork();
        rows.computeIfPresent(
                new Key(claim.account(), claim.kind()),
                (key, row) -> row.isLeasedBy(claim) ? row.dueAgain(claim, until).released() : row);
    }

    @Override
    public void complete(Claim claim) {
        database.requireUnitOfWork();
        rows.computeIfPresent(new Key(claim.account(), claim.kind()), (key, row) -> {
            Row completed = row.dueAgain(claim, null);
            if (completed.dueAt() == null && completed.address() != null) {
                return null;
            }
            return row.isLeasedBy(claim) ? completed.released() : completed;
        });
    }
}
