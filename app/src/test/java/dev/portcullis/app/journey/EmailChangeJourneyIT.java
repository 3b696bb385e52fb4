package dev.portcullis.app.journey;

import dev.portcullis.app.servers.DatabaseServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.function.Consumer;

/** The same journey through the packaged service, in production mode. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = DatabaseServer.class, restrictToAnnotatedClass = true)
class EmailChangeJourneyIT extends EmailChangeJourneyTest {
    /** Production publishes no document. */
    @Override
    Consumer<Api.ServedAnswer> checks() {
        return answer -> {};
    }
}
