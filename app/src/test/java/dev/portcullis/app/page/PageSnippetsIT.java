package dev.portcullis.app.page;

import dev.portcullis.app.servers.DatabaseServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged service. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = DatabaseServer.class, restrictToAnnotatedClass = true)
class PageSnippetsIT extends PageSnippetsTest {}
