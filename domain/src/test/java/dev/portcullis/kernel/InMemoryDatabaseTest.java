package dev.portcullis.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryDatabaseTest implements UnitOfWorkContract {
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final Map<String, Boolean> table = database.table();

    @Override
    public UnitOfWork work() {
        return database;
    }

    @Override
    public void keep(String name) {
        table.put(name, true);
    }

    @Override
    public boolean isKept(String name) {
        return table.containsKey(name);
    }

    @Test
    void noticesWhoCallsAStoreOutsideAUnitOfWork() {
        assertThatThrownBy(database::requireUnitOfWork).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noticesWhoChangesARowWithoutALock() {
        assertThatThrownBy(() -> database.run(() -> database.requireLocked("row")))
                .isInstanceOf(IllegalStateException.class);
    }
}
