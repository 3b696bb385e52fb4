package dev.portcullis.app.journey;

import dev.portcullis.app.servers.DatabaseServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The same life in the packaged service, in production mode. */
@QuarkusIntegrationTest
@WithTestResource(DatabaseServer.class)
class AccountStoryIT extends AccountStoryTest {
    /** Production publishes no document. */
    @Override
    Consumer<Api.ServedAnswer> checks() {
        return answer -> {};
    }

    @Override
    DataSource database() {
        return DatabaseServer.dataSource();
    }
}
