package dev.portcullis.app.servers;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A second Portcullis, packaged, in a process and with a database of its own, in the place of the Rememberizer API. The
 * service under test becomes a gateway in front of it.
 */
public final class UpstreamService implements QuarkusTestResourceLifecycleManager {
    private static String databaseUrl;

    private final DatabaseServer database = new DatabaseServer();
    private ServiceProcess service;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(database.start());
        databaseUrl = settings.get("quarkus.datasource.jdbc.url");
        settings.putAll(MailServer.settings());
        settings.put("portcullis.cookies.secure", "false");
        try {
            service = ServiceProcess.start("upstream", settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("portcullis.provider", "rememberizer", "portcullis.rememberizer.url", service.base() + "/api/v1");
    }

    /** A connection to the upstream's database. */
    public static Connection database() throws SQLException {
        return DriverManager.getConnection(databaseUrl, "postgres", "");
    }

    @Override
    public void stop() {
        try {
            if (service != null) {
                service.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            database.stop();
        }
    }
}
