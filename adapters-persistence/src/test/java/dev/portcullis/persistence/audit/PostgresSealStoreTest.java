package dev.portcullis.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.audit.seal.FakeSealKey;
import dev.portcullis.audit.seal.SealEvents;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.audit.seal.SealStoreContract;
import dev.portcullis.audit.seal.VerifyAuditLog;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Sql;
import dev.portcullis.persistence.Together;
import dev.portcullis.persistence.database.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PostgresSealStoreTest implements SealStoreContract {
    private static final String AN_EVENT = "insert into audit_event (id, action, type, outcome, client_address,"
            + " request_id, replica) values (gen_random_uuid(), 'sign_in', 'authn_login_fail', 'refused', '192.0.2.7',"
            + " 'late', 'r')";

    @Inject
    SealStore seals;

    @Inject
    Session session;

    @Inject
    Database database;

    @Inject
    UnitOfWork work;

    @Inject
    Sql sql;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void emptyTheLog() {
        EmptyLog.make(sql);
    }

    @Override
    public SealStore seals() {
        return seals;
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Override
    public Instant now() {
        return ((Timestamp) sql.query("select clock_timestamp() as t").get(0).get("t")).toInstant();
    }

    @Override
    public void keep(AuditRecord event) {
        AuditEventRows.insert(sql, event);
    }

    private SealStore withoutAMargin() {
        return new PostgresSealStore(database, Duration.ZERO);
    }

    private Instant closedUntil() {
        return work.call(() -> withoutAMargin().closedUntil());
    }

    private SealEvents sealEvents() {
        return new SealEvents(withoutAMargin(), new FakeSealKey("key-1"), work);
    }

    @Test
    void letsOneUnitOfWorkSealAtATime() {
        work.run(() -> {
            assertThat(seals.tryToBeTheOnlySealer()).isTrue();
            Together.run(
                    () -> assertThat(work.call(seals::tryToBeTheOnlySealer)).isFalse());
        });

        assertThat(work.call(seals::tryToBeTheOnlySealer)).isTrue();
    }

    @Test
    void makesOneChainOfWhatManySealAtOnce() {
        for (int i = 0; i < 60; i++) {
            sql.execute(AN_EVENT);
        }

        List<Integer> counts = Together.call(4, () -> {
            int count = 0;
            for (int i = 0; i < 20; i++) {
                sql.execute(AN_EVENT);
                count += sealEvents().execute().isPresent() ? 1 : 0;
            }
            return count;
        });
        while (sealEvents().execute().isPresent()) {
            // Until nothing is left.
        }

        VerifyAuditLog.Report report =
                new VerifyAuditLog(seals, new FakeSealKey("key-1"), work).execute(null, (done, total) -> {});
        assertThat(counts).hasSize(4).anyMatch(count -> count > 0);
        assertThat(report).isInstanceOfSatisfying(VerifyAuditLog.Report.Intact.class, intact -> {
            assertThat(intact.events()).isEqualTo(140);
            assertThat(intact.unsealed()).isZero();
        });
    }

    @Test
    void missesNoEventThatIsCommittedLate() throws SQLException {
        try (Connection late = dataSource.getConnection();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            int inserted = statement.executeUpdate(AN_EVENT);
            assertThat(inserted).isEqualTo(1);
            sql.execute(AN_EVENT);

            assertThat(sealEvents().execute().isPresent()).isFalse();

            late.commit();
        }

        assertThat(sealEvents().execute())
                .hasValueSatisfying(seal -> assertThat(seal.events()).isEqualTo(2));
    }

    @Test
    void leavesOpenAllSinceTheOldestWriterBegan() throws SQLException {
        try (Connection late = dataSource.getConnection();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            Instant before = now();
            statement.execute("select 1");
            int inserted = statement.executeUpdate(AN_EVENT);
            assertThat(inserted).isEqualTo(1);
            Instant after = now();

            assertThat(closedUntil()).isBetween(before.minusSeconds(1), after);
            assertThat(closedUntil()).isBefore(after);
            late.rollback();
            assertThat(closedUntil()).isAfter(after);
        }
    }

    @Test
    void holdsNothingBackForThoseWhoOnlyRead() throws SQLException {
        try (Connection reader = dataSource.getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select count(*) from audit_event");
            Instant meanwhile = now();

            assertThat(closedUntil()).isAfter(meanwhile);
            reader.rollback();
        }
    }

    @Test
    void closesNothingWhileAWriterHidesWhenItBegan() throws SQLException {
        sql.execute("drop role if exists another_writer");
        sql.execute("create role another_writer login; grant insert on audit_event to another_writer");
        sql.execute("drop role if exists a_sealer; create role a_sealer login");
        try (Connection hidden = dataSource.getConnection();
                Statement statement = hidden.createStatement()) {
            hidden.setAutoCommit(false);
            statement.execute("set local session authorization another_writer");
            int inserted = statement.executeUpdate(AN_EVENT);
            assertThat(inserted).isEqualTo(1);

            Instant closed = work.call(() -> {
                int set = session.createNativeMutationQuery("set local role a_sealer")
                        .executeUpdate();
                assertThat(set).isZero();
                return withoutAMargin().closedUntil();
            });

            assertThat(closed).isEqualTo(Instant.EPOCH);
            hidden.rollback();
        } finally {
            sql.execute("drop owned by another_writer; drop role another_writer; drop role a_sealer");
        }
    }

    @Test
    void looksAfreshEachTimeItIsAsked() {
        work.run(() -> {
            SealStore store = withoutAMargin();
            Instant first = store.closedUntil();
            List<Connection> open = new ArrayList<>();
            try {
                Connection late = dataSourceOutside();
                open.add(late);
                Instant between = now();
                assertThat(between).isAfter(first);
                insertAndStay(late);
                assertThat(store.closedUntil()).isBefore(now());
                Instant began = now();
                assertThat(store.closedUntil()).isBeforeOrEqualTo(began);
            } finally {
                open.forEach(PostgresSealStoreTest::rollBack);
            }
        });
    }

    private Connection dataSourceOutside() {
        List<Connection> opened = Together.call(1, () -> {
            try {
                Connection connection = dataSource.getConnection();
                connection.setAutoCommit(false);
                return connection;
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
        return opened.get(0);
    }

    private static void insertAndStay(Connection connection) {
        Together.run(() -> {
            try (Statement statement = connection.createStatement()) {
                int inserted = statement.executeUpdate(AN_EVENT);
                assertThat(inserted).isEqualTo(1);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private static void rollBack(Connection connection) {
        Together.run(() -> {
            try (connection) {
                connection.rollback();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_seal set key_id = 'other'",
                "delete from audit_seal",
                "truncate audit_seal",
                "update audit_leaf set leaves = 'x'",
                "delete from audit_leaf",
                "delete from audit_leaf_default",
                "truncate audit_leaf",
                "truncate audit_leaf_default"
            })
    void refusesToChangeOrRemoveSealsAndLeaves(String statement) {
        keep(AuditRecords.anEvent().at(START).record());
        assertThat(sealEvents().execute().isPresent()).isTrue();

        assertThatThrownBy(() -> sql.execute(statement)).hasMessageContaining("append-only");

        assertThat(sql.query("select * from audit_seal")).hasSize(1);
        assertThat(sql.query("select * from audit_leaf")).hasSize(1);
    }
}
