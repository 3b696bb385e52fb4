package dev.portcullis.app.statements;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;

/** A real PostgreSQL, whose every message from the service is seen. */
public final class ObservedDatabase implements QuarkusTestResourceLifecycleManager {
    private static EmbeddedPostgres server;
    private static WireTap tap;

    /** What the service sends to the database during a call. */
    static Traffic during(Supplier<?> call) {
        Traffic traffic = new Traffic();
        tap.report(traffic);
        try {
            Object unused = call.get();
        } finally {
            tap.report(new Traffic());
        }
        return traffic;
    }

    @Override
    public Map<String, String> start() {
        try {
            server = EmbeddedPostgres.builder().start();
            tap = WireTap.to(server.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "quarkus.datasource.jdbc.url",
                        "jdbc:postgresql://localhost:" + tap.port() + "/postgres?sslmode=disable",
                "quarkus.datasource.username", "postgres",
                // No validation of connections that were idle in between.
                "quarkus.datasource.jdbc.foreground-validation-interval", "1H",
                // Nothing but the requests of the test.
                "quarkus.scheduler.enabled", "false");
    }

    @Override
    public void stop() {
        try {
            if (tap != null) {
                tap.close();
            }
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
