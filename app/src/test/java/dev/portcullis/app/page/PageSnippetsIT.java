package dev.portcullis.app.page;

import dev.portcullis.app.servers.DatabaseServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged service. */
@QuarkusIntegrationTest
@WithTestResource(DatabaseServer.class)
class PageSnippetsIT extends PageSnippetsTest {}
