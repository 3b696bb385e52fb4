package dev.portcullis.app.journey;

import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.UpstreamService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.function.Consumer;

/** The same journey through the packaged service as a gateway in front of another. A caller sees no difference. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = DatabaseServer.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = UpstreamService.class, restrictToAnnotatedClass = true)
class GatewayJourneyIT extends AccountJourneyTest {
    /** Production publishes no document. */
    @Override
    Consumer<Api.ServedAnswer> checks() {
        return answer -> {};
    }
}
