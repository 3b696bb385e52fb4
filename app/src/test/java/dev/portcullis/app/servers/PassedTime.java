package dev.portcullis.app.servers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Lets time pass for a service: the database's clock cannot be turned, so all that it has written is made older. */
public final class PassedTime {
    /** Every time that is measured by. */
    private static final Map<String, List<String>> TIMES = Map.of(
            "session", List.of("created_at", "advanced_at", "expires_at"),
            "email_verification", List.of("current_issued_at", "pending_issued_at", "last_try_at"));

    private PassedTime() {}

    /** Waits for mails that are being delivered: when a delivery is committed, the lifetime of its code starts. */
    public static void pass(Connection connection, Duration duration) throws SQLException {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isNoMailInDelivery(connection));
        for (Map.Entry<String, List<String>> table : TIMES.entrySet()) {
            for (String column : table.getValue()) {
                makeOlder(connection, table.getKey(), column, duration);
            }
        }
    }

    private static boolean isNoMailInDelivery(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select not exists (select from mail_outbox where leased_until is not null)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void makeOlder(Connection connection, String table, String column, Duration by) throws SQLException {
        String sql = "update %1$s set %2$s = %2$s - make_interval(secs => ?) where %2$s is not null"
                .formatted(table, column);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setDouble(1, (double) by.toSeconds());
            int rows = statement.executeUpdate();
            assert rows >= 0;
        }
    }
}
