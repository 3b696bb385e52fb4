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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A real PostgreSQL and a key of its own, for the service as it is deployed: production starts neither by itself. */
public final class DatabaseServer implements QuarkusTestResourceLifecycleManager {
    private static final int MANAGEMENT_PORT = FreePort.find();

    private static EmbeddedPostgres server;

    /** What the service needs, and each of its commands. */
    private static Map<String, String> access = Map.of();

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

    /** The settings of commands on the same database. */
    public static Map<String, String> forCommands() {
        return access;
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
        access = Map.of(
                "quarkus.datasource.jdbc.url", server.getJdbcUrl("postgres", "postgres"),
                "quarkus.datasource.username", "postgres",
                "portcullis.keys.encryption-key", randomKey());
        Map<String, String> settings = new HashMap<>(access);
        settings.put("quarkus.management.port", Integer.toString(MANAGEMENT_PORT));
        // All tests call from one address.
        settings.put("portcullis.http.connections-per-address", "2000");
        for (String limit :
                List.of("sign-in", "sign-up", "sign-up-per-email", "verify-email", "wrong-codes", "refresh")) {
            settings.put("portcullis.throttle." + limit, "100000");
        }
        return settings;
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
