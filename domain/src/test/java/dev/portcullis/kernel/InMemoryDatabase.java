package dev.portcullis.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What the in-memory stores share: units of work one after the other, taken back when they throw, and the rule that a
 * store is called inside one and a row is locked before it is changed.
 */
public final class InMemoryDatabase implements UnitOfWork {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Map<?, ?>> tables = new ArrayList<>();
    private final Set<Object> locked = new HashSet<>();

    /** A table whose rows are values; what a failed unit of work did to it is undone. */
    public <K, V> Map<K, V> table() {
        Map<K, V> table = new LinkedHashMap<>();
        tables.add(table);
        return table;
    }

    public void requireUnitOfWork() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("called outside a unit of work");
        }
    }

    /** For what must not happen while a connection is held. */
    public void requireNoUnitOfWork() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("called inside a unit of work");
        }
    }

    public void lock(Object id) {
        requireUnitOfWork();
        locked.add(id);
    }

    public void requireLocked(Object id) {
        requireUnitOfWork();
        if (!locked.contains(id)) {
            throw new IllegalStateException("changed without a lock");
        }
    }

    @Override
    public <T> T call(Supplier<? extends T> work) {
        lock.lock();
        try {
            return lock.getHoldCount() > 1 ? work.get() : outermost(work);
        } finally {
            lock.unlock();
        }
    }

    private <T> T outermost(Supplier<? extends T> work) {
        List<Map<Object, Object>> before = new ArrayList<>();
        tables.forEach(table -> before.add(new LinkedHashMap<>(table)));
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            locked.clear();
            if (!done) {
                restore(before);
            }
        }
    }

    private void restore(List<Map<Object, Object>> before) {
        for (int i = 0; i < tables.size(); i++) {
            @SuppressWarnings("unchecked") // put back is what was taken from the same table
            Map<Object, Object> table = (Map<Object, Object>) tables.get(i);
            table.clear();
            table.putAll(before.get(i));
        }
    }
}
