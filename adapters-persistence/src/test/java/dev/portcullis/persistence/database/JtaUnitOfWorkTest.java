package dev.portcullis.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.kernel.UnitOfWorkContract;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.Together;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long, because each way in which a transaction can fail has a test. */
@QuarkusTest
class JtaUnitOfWorkTest implements UnitOfWorkContract {
    @Inject
    UnitOfWork work;

    @Inject
    TransactionSynchronizationRegistry transaction;

    @Inject
    EntityManager entities;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Inject
    Sql sql;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int poolSize;

    @BeforeEach
    void makeSomewhereToKeepThings() {
        sql.execute("drop table if exists kept");
        sql.execute("create table kept (name text constraint uq_kept_name unique deferrable initially immediate)");
    }

    @AfterEach
    void leaveNoTransactionBehind() {
        assertThat(transaction.getTransactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        sql.execute("drop table kept");
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Override
    public void keep(String name) {
        execute("insert into kept values ('" + name + "')");
    }

    @Override
    public boolean isKept(String name) {
        return !sql.query("select * from kept where name = '" + name + "'").isEmpty();
    }

    private void execute(String statement) {
        entities.createNativeQuery(statement).executeUpdate();
    }

    // ---- exceptions of the work

    @Test
    void takesEverythingBackAndPassesTheVeryErrorOn() {
        AssertionError thrown = new AssertionError("bug");

        assertThatThrownBy(() -> work.run(() -> {
                    keep("error");
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(isKept("error")).isFalse();
    }

    @Test
    void passesABrokenConstraintOnAsItIs() {
        work.run(() -> keep("twice"));

        assertThatThrownBy(() -> work.run(() -> keep("twice")))
                .isInstanceOf(PersistenceException.class)
                .hasMessageContaining("uq_kept_name");
    }

    @Test
    void keepsNothingWhenAPartFailedEvenIfTheRestDoesNotMind() {
        IllegalStateException inner = new IllegalStateException("inner");

        assertThatThrownBy(() -> work.run(() -> {
                    keep("outer");
                    try {
                        work.run(() -> {
                            throw inner;
                        });
                    } catch (IllegalStateException ignored) {
                        assertThat(ignored).isSameAs(inner);
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(inner);
        assertThat(isKept("outer")).isFalse();
    }

    @Test
    void passesABrokenConstraintOnThatOnlyTheCommitFinds() {
        work.run(() -> keep("twice"));

        assertThatThrownBy(() -> work.run(() -> {
                    execute("set constraints uq_kept_name deferred");
                    keep("twice");
                }))
                .isNotInstanceOf(StoreUnavailable.class);
        assertThat(sql.query("select * from kept")).hasSize(1);
    }

    // ---- a store that is not there

    @Test
    void saysThatTheStoreIsUnavailableWhenItsConnectionDies() {
        assertThatThrownBy(() -> work.run(() -> {
                    keep("dying");
                    entities.createNativeQuery("select pg_terminate_backend(pg_backend_pid())")
                            .getSingleResult();
                }))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(isKept("dying")).isFalse();
        work.run(() -> keep("after"));
        assertThat(isKept("after")).isTrue();
    }

    @Test
    void saysSoFromWithinAsWell() {
        assertThatThrownBy(() -> work.run(() -> assertThatThrownBy(() -> work.run(() -> {
                            entities.createNativeQuery("select pg_terminate_backend(pg_backend_pid())")
                                    .getSingleResult();
                        }))
                        .isInstanceOf(StoreUnavailable.class)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void saysThatTheStoreIsUnavailableWhenItsConnectionDiesBeforeTheCommit() {
        assertThatThrownBy(() -> work.run(() -> {
                    keep("dying");
                    Object backend = entities.createNativeQuery("select pg_backend_pid()")
                            .getSingleResult();
                    Together.run(() -> sql.execute("select pg_terminate_backend(" + backend + ")"));
                    awaitEndOf(backend);
                }))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(isKept("dying")).isFalse();
    }

    private void awaitEndOf(Object backend) {
        Together.run(() -> {
            while (!sql.query("select pid from pg_stat_activity where pid = " + backend)
                    .isEmpty()) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void saysThatTheStoreIsUnavailableWhenNoConnectionComesFree() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < poolSize; i++) {
                taken.add(dataSource.getConnection());
            }

            assertThatThrownBy(() -> work.run(() -> keep("waiting"))).isInstanceOf(StoreUnavailable.class);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void saysThatTheStoreIsUnavailableWhenALockDoesNotComeInTime() {
        work.run(() -> keep("locked"));

        work.run(() -> {
            execute("update kept set name = name");
            Together.run(() -> assertThatThrownBy(() -> work.run(() -> {
                        execute("set local lock_timeout = '100ms'");
                        execute("update kept set name = name");
                    }))
                    .isInstanceOf(StoreUnavailable.class));
        });
    }

    /** Timeouts that an operator may set; the server ends the connection, whether the transaction is idle or not. */
    @ParameterizedTest
    @ValueSource(strings = {"idle_in_transaction_session_timeout", "transaction_timeout"})
    void saysThatTheStoreIsUnavailableWhenTheServerEndsATransaction(String timeout) {
        assertThatThrownBy(() -> work.run(() -> {
                    keep("ended");
                    execute("set local " + timeout + " = '100ms'");
                    sleep(500);
                    keep("ended, too");
                }))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(isKept("ended")).isFalse();
    }

    @Test
    void saysThatTheStoreIsUnavailableWhenTheWorkTakesTooLong() {
        JtaUnitOfWork hasty = new JtaUnitOfWork(transaction, Duration.ofSeconds(1));

        assertThatThrownBy(() -> hasty.run(() -> {
                    keep("slow");
                    awaitTheTimeout();
                }))
                .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> hasty.run(() -> {
                    keep("slow");
                    awaitTheTimeout();
                    keep("slower");
                }))
                .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> hasty.run(() -> {
                    keepWithoutHibernate("slow");
                    awaitTheTimeout();
                    keepWithoutHibernate("slower");
                }))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(sql.query("select * from kept")).isEmpty();
    }

    private void keepWithoutHibernate(String name) {
        database.query("insert into kept values (?)", name).update();
    }

    @Test
    void sharesItsConnectionWithStatementsWithoutHibernate() {
        work.run(() -> {
            keep("by Hibernate");
            keepWithoutHibernate("without");
            assertThat(database.query("select name from kept").list(row -> row.getString(1)))
                    .containsExactlyInAnyOrder("by Hibernate", "without");
        });
        assertThatThrownBy(() -> work.run(() -> {
                    keepWithoutHibernate("taken back");
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(isKept("without")).isTrue();
        assertThat(isKept("taken back")).isFalse();
    }

    @Test
    void saysThatTheStoreIsUnavailableWhenAStatementWithoutHibernateCannotRun() {
        String end = "select pg_terminate_backend(pg_backend_pid())";
        assertThatThrownBy(() -> work.call(() -> database.query(end).one(row -> row.getBoolean(1))))
                .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> database.query(end).one(row -> row.getBoolean(1)))
                .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> database.query("select 1 from nowhere").one(row -> row.getInt(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    /** Until the transaction of this thread is rolled back. */
    private void awaitTheTimeout() {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (transaction.getTransactionStatus() != Status.STATUS_ROLLEDBACK) {
            assertThat(System.nanoTime()).as("The transaction has no timeout").isLessThan(end);
            sleep(20);
        }
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    // ---- work that others are in the way of

    @Test
    void doesWorkAgainThatLostADeadlock() {
        work.run(() -> {
            keep("left");
            keep("right");
        });
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger callers = new AtomicInteger();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);

        List<Boolean> done = Together.call(2, () -> {
            boolean leftFirst = callers.getAndIncrement() == 0;
            AtomicInteger attempts = new AtomicInteger();
            return work.call(() -> {
                runs.incrementAndGet();
                lock(leftFirst ? "left" : "right");
                if (attempts.getAndIncrement() == 0) {
                    await(bothHoldOne);
                }
                lock(leftFirst ? "right" : "left");
                return true;
            });
        });

        assertThat(done).containsExactly(true, true);
        // The loser may come back to its row before the winner has woken up, and lose once more.
        assertThat(runs).hasValueBetween(3, 4);
    }

    private void lock(String name) {
        entities.createNativeQuery("select name from kept where name = '" + name + "' for update")
                .getSingleResult();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void givesUpWorkThatAlwaysLosesAndSaysThatTheStoreIsUnavailable() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> work.run(() -> {
                    keep("lost" + runs.incrementAndGet());
                    execute("do 'begin raise exception using errcode = ''40001''; end'");
                }))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(runs).hasValue(3);
        assertThat(sql.query("select * from kept")).isEmpty();
    }

    @Test
    void doesNotBeginAgainFromWithin() {
        AtomicInteger inner = new AtomicInteger();
        AtomicInteger outer = new AtomicInteger();

        work.run(() -> {
            outer.incrementAndGet();
            work.run(() -> {
                keep("inner" + inner.incrementAndGet());
                if (inner.get() == 1) {
                    execute("do 'begin raise exception using errcode = ''40P01''; end'");
                }
            });
        });

        assertThat(outer).hasValue(2);
        assertThat(inner).hasValue(2);
        assertThat(isKept("inner1")).isFalse();
        assertThat(isKept("inner2")).isTrue();
    }
}
