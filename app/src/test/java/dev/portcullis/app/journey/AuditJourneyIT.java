package dev.portcullis.app.journey;

import dev.portcullis.app.servers.DatabaseServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same journey through the packaged service, in production mode. */
@QuarkusIntegrationTest
@WithTestResource(DatabaseServer.class)
class AuditJourneyIT extends AuditJourneyTest {}
