package dev.portcullis.app.journey;

import dev.portcullis.app.servers.DatabaseServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** The same journey through the packaged service, in production mode. */
@QuarkusIntegrationTest
@WithTestResource(DatabaseServer.class)
class AuditJourneyIT extends AuditJourneyTest {
    /** Where the packaged service logs under test. */
    private static final Path LOG = Path.of("target", "quarkus.log");

    /** Production publishes no document. */
    @Override
    Consumer<Api.ServedAnswer> checks() {
        return answer -> {};
    }

    @Override
    Connection connect() throws SQLException {
        return DatabaseServer.connect();
    }

    @Override
    String logged() {
        try {
            return Files.readString(LOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
