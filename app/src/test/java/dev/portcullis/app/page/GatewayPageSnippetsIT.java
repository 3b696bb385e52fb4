package dev.portcullis.app.page;

import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.UpstreamService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged service as a gateway in front of another. */
@QuarkusIntegrationTest
@WithTestResource(DatabaseServer.class)
@WithTestResource(UpstreamService.class)
class GatewayPageSnippetsIT extends PageSnippetsTest {}
