package dev.portcullis.app.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.Waits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Seals of the audit log of the packaged service. */
public final class SealedAuditLog {
    private SealedAuditLog() {}

    /**
     * Waits until the service has sealed the newest of some events.
     *
     * @param database as a superuser
     * @param events a condition of SQL
     */
    public static void awaitSealed(DataSource database, String events) throws SQLException {
        makeUnsealedEventsOlder(database);
        String sealed = "select number from audit_seal where ends_at > (select max(occurred_at) from audit_event where "
                + events + ")";
        Waits.patiently().until(() -> !Query.column(database, sealed).isEmpty());
    }

    /**
     * The service seals events that are older than a minute. This moves all later events, in their order, to the time
     * just after the last seal, so that the next seal includes them. No seal is made meanwhile.
     */
    private static void makeUnsealedEventsOlder(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("select pg_advisory_xact_lock(hashtextextended('portcullis.audit_seal', 0))");
            sql.execute("set local session_replication_role = replica");
            int events = sql.executeUpdate(
                    "update audit_event set occurred_at = sealed.until + (occurred_at - sealed.until) / 1000"
                            + " from (select coalesce(max(ends_at), now() - interval '10 minutes') as until"
                            + " from audit_seal where kind = 'events') sealed where occurred_at >= sealed.until");
            assertThat(events).isPositive();
            connection.commit();
        }
    }
}
