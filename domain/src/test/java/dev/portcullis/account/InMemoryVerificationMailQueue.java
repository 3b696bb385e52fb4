package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Ordered mails in a map. */
public final class InMemoryVerificationMailQueue implements VerificationMailQueue {
    private record Row(Order order, Instant dueAt) {}

    private final InMemoryDatabase database;
    private final Predicate<AccountId> accountExists;
    private final Map<AccountId, Row> rows;

    public InMemoryVerificationMailQueue(InMemoryDatabase database, Predicate<AccountId> accountExists) {
        this.database = database;
        this.accountExists = accountExists;
        this.rows = database.table();
    }

    /** As the database does when an account is removed. */
    public void forget(AccountId account) {
        rows.remove(account);
    }

    @Override
    public void order(AccountId account, int registration, Locale language, Instant now) {
        database.requireUnitOfWork();
        if (!accountExists.test(account)) {
            throw new IllegalStateException("no such account");
        }
        rows.put(account, new Row(new Order(account, registration, language, 0, now), now));
    }

    @Override
    public Optional<Order> claim(Instant now, Instant leaseEnd) {
        database.requireUnitOfWork();
        Optional<Order> due = rows.values().stream()
                .filter(row -> !row.dueAt().isAfter(now))
                .min(Comparator.comparing(Row::dueAt))
                .map(row -> attempted(row.order()));
        due.ifPresent(order -> rows.put(order.account(), new Row(order, leaseEnd)));
        return due;
    }

    private static Order attempted(Order order) {
        return new Order(
                order.account(), order.registration(), order.language(), order.attempts() + 1, order.orderedAt());
    }

    @Override
    public void postpone(Order order, Instant until) {
        database.requireUnitOfWork();
        if (stands(order) && rows.get(order.account()).order().attempts() == order.attempts()) {
            rows.put(order.account(), new Row(rows.get(order.account()).order(), until));
        }
    }

    @Override
    public void remove(Order order) {
        database.requireUnitOfWork();
        if (stands(order)) {
            rows.remove(order.account());
        }
    }

    private boolean stands(Order order) {
        Row row = rows.get(order.account());
        return row != null && row.order().registration() == order.registration();
    }
}
