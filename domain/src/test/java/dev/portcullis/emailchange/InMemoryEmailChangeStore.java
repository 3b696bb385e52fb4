package dev.portcullis.emailchange;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Changes of addresses in a map. */
public final class InMemoryEmailChangeStore implements EmailChangeStore {
    /** @param position in the order of first storing */
    private record Row(long position, EmailChange change) {}

    private final InMemoryDatabase database;
    private final Predicate<AccountId> accountExists;
    private final Map<UUID, Row> rows;
    private long last;

    public InMemoryEmailChangeStore(InMemoryDatabase database, Predicate<AccountId> accountExists) {
        this.database = database;
        this.accountExists = accountExists;
        this.rows = database.table();
    }

    /** As the database does when an account is removed. */
    public void forget(AccountId account) {
        rows.values().removeIf(row -> row.change().account().equals(account));
    }

    @Override
    public List<EmailChange> of(AccountId account) {
        database.requireUnitOfWork();
        return rows.values().stream()
                .filter(row -> row.change().account().equals(account))
                .sorted((one, other) -> Long.compare(one.position(), other.position()))
                .map(Row::change)
                .toList();
    }

    @Override
    public Optional<EmailChange> findByCancellation(String digest) {
        database.requireUnitOfWork();
        return rows.values().stream()
                .map(Row::change)
                .filter(change -> change.cancellation().equals(digest))
                .findFirst();
    }

    @Override
    public void put(EmailChange change) {
        database.requireUnitOfWork();
        if (!accountExists.test(change.account())) {
            throw new IllegalStateException("no such account");
        }
        boolean isSecond = of(change.account()).stream()
                .anyMatch(other -> other.isPending() && !other.id().equals(change.id()));
        if (isSecond && change.isPending()) {
            throw new IllegalStateException("two changes are pending");
        }
        Row before = rows.get(change.id());
        rows.put(change.id(), new Row(before == null ? ++last : before.position(), change));
    }
}
