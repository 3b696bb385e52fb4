package dev.portcullis.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.persistence.Sql;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BrokenConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    AgroalDataSource pool;

    @Inject
    Sql sql;

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private List<Object> alive(List<Integer> pids) {
        String list = pids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return sql.query("select pid from pg_stat_activity where pid in (" + list + ")").stream()
                .map(row -> row.get("pid"))
                .toList();
    }

    /** As after a failover, when all connections lead to a dead host. */
    @Test
    void haveTheOthersRenewed() throws Exception {
        // Longer than the pause between two renewals, should another test have broken a connection.
        Thread.sleep(1_500);
        List<Integer> pids = new ArrayList<>();
        try (Connection broken = pool.getConnection();
                Connection inUse = pool.getConnection()) {
            pids.add(pid(inUse));
            try (Connection idle = pool.getConnection()) {
                pids.add(pid(idle));
            }
            try (Connection admin =
                            DriverManager.getConnection(broken.getMetaData().getURL(), "postgres", "postgres");
                    Statement terminate = admin.createStatement()) {
                terminate.execute("select pg_terminate_backend(" + pid(broken) + ")");
            }
            assertThatThrownBy(() -> pid(broken)).isInstanceOf(SQLException.class);
        }

        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!alive(pids).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(alive(pids)).isEmpty();
    }
}
