package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.InMemoryDatabase;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ordered notices in a map. */
public final class InMemoryNoticeQueue implements NoticeQueue {
    private record Key(AccountId account, Notice notice) {}

    /** @param dueAt null once it is settled */
    private record Row(Order order, @Nullable Instant dueAt) {}

    private final InMemoryDatabase database;
    private final Predicate<AccountId> accountExists;
    private final Map<Key, Row> rows;

    public InMemoryNoticeQueue(InMemoryDatabase database, Predicate<AccountId> accountExists) {
        this.database = database;
        this.accountExists = accountExists;
        this.rows = database.table();
    }

    /** As the database does when an account is removed. */
    public void forget(AccountId account) {
        rows.keySet().removeIf(key -> key.account().equals(account));
    }

    @Override
    public void order(AccountId account, Notice notice, Locale language, Instant now) {
        database.requireUnitOfWork();
        if (!accountExists.test(account)) {
            throw new IllegalStateException("no such account");
        }
        Row before = rows.get(new Key(account, notice));
        if (before == null || !before.order().orderedAt().plus(notice.quiet()).isAfter(now)) {
            rows.put(new Key(account, notice), new Row(new Order(account, notice, language, 0, now), now));
        }
    }

    @Override
    public Optional<Order> claim(Instant now, Instant leaseEnd) {
        database.requireUnitOfWork();
        Optional<Order> due = rows.values().stream()
                .filter(row -> row.dueAt() != null && !row.dueAt().isAfter(now))
                .min(Comparator.comparing(Row::dueAt))
                .map(row -> attempted(row.order()));
        due.ifPresent(order -> rows.put(key(order), new Row(order, leaseEnd)));
        return due;
    }

    private static Order attempted(Order order) {
        return new Order(order.account(), order.notice(), order.language(), order.attempts() + 1, order.orderedAt());
    }

    private static Key key(Order order) {
        return new Key(order.account(), order.notice());
    }

    @Override
    public void postpone(Order order, Instant until) {
        database.requireUnitOfWork();
        rows.computeIfPresent(
                key(order),
                (key, row) -> stands(order, row) && row.order().attempts() == order.attempts()
                        ? new Row(row.order(), until)
                        : row);
    }

    @Override
    public void settle(Order order) {
        database.requireUnitOfWork();
        rows.computeIfPresent(key(order), (key, row) -> stands(order, row) ? new Row(row.order(), null) : row);
    }

    private static boolean stands(Order order, Row row) {
        return row.order().orderedAt().equals(order.orderedAt());
    }
}
