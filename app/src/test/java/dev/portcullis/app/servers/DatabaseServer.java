package dev.portcullis.app.servers;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import javax.sql.DataSource;

/** A real PostgreSQL and a key of its own, for the service as it is deployed: production starts neither by itself. */
public final class DatabaseServer implements QuarkusTestResourceLifecycleManager {
    private static final int MANAGEMENT_PORT = FreePort.find();

    private static EmbeddedPostgres server;

    /** Where the service that is started with these settings answers for its health and metrics. */
    public static URI management() {
        return URI.create("http://localhost:" + MANAGEMENT_PORT);
    }

    /** Past the service, with all rights. */
    public static Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    /** A data source for the same database. */
    public static DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    /** An encryption key that no other service has. */
    public static String randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.ofEntries(
                Map.entry("quarkus.datasource.jdbc.url", server.getJdbcUrl("postgres", "postgres")),
                Map.entry("quarkus.datasource.username", "postgres"),
                Map.entry("portcullis.keys.encryption-key", randomKey()),
                Map.entry("quarkus.management.port", Integer.toString(MANAGEMENT_PORT)),
                // All tests call from one address.
                Map.entry("portcullis.http.connections-per-address", "2000"),
                Map.entry("portcullis.throttle.sign-in", "100000"),
                Map.entry("portcullis.throttle.sign-up", "100000"),
                Map.entry("portcullis.throttle.sign-up-per-email", "100000"),
                Map.entry("portcullis.throttle.verify-email", "100000"),
                Map.entry("portcullis.throttle.wrong-codes", "100000"),
                Map.entry("portcullis.throttle.refresh", "100000"));
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
