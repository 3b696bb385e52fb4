package dev.portcullis.app.page;

import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.UpstreamService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged service as a gateway in front of another. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = DatabaseServer.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = UpstreamService.class, restrictToAnnotatedClass = true)
class GatewayPageSnippetsIT extends PageSnippetsTest {}
