package dev.portcullis.app.journey;

import dev.portcullis.app.servers.DatabaseServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same reading of the audit log of the packaged service, in production mode. */
@QuarkusIntegrationTest
@WithTestResource(DatabaseServer.class)
class AuditReadingIT extends AuditReadingTest {}
