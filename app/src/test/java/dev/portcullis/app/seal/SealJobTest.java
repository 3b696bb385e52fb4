package dev.portcullis.app.seal;

import dev.portcullis.app.servers.MailServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MailServer.class)
class SealJobTest {
    @Inject
    MeterRegistry registry;

    @Test
    void measuresHowLongAnEventHasBeenUnsealed() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreException(MeterNotFoundException.class)
                .until(() ->
                        registry.get("portcullis.audit.unsealed.age").gauge().value() >= 0);
    }
}
