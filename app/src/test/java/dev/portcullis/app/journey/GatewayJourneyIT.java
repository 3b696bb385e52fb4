package dev.portcullis.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.TraceCollector;
import dev.portcullis.app.servers.UpstreamService;
import dev.portcullis.app.servers.Waits;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The same journey through the packaged service as a gateway in front of another. A caller sees no difference. */
@QuarkusIntegrationTest
@WithTestResource(DatabaseServer.class)
@WithTestResource(UpstreamService.class)
@WithTestResource(TraceCollector.class)
class GatewayJourneyIT extends AccountJourneyTest {
    @Override
    String provider() {
        return "rememberizer";
    }

    @Test
    void leavesATraceFromTheCallerToTheUpstreamAndTheDatabaseThatTellsNothingOfTheCaller() {
        EmailAddress email = api.aSignedUpAddress();
        String trace = UUID.randomUUID().toString().replace("-", "");
        String parent = "00f067aa0ba902b7";

        assertThat(api.signIn(email, Api.PASSWORD, "traceparent", "00-" + trace + "-" + parent + "-01")
                        .status())
                .isEqualTo(204);

        Waits.patiently().untilAsserted(() -> {
            List<Span> spans = TraceCollector.spansOf(trace);
            assertThat(spans)
                    .extracting(span -> span.getKind() + " " + span.getName().replaceFirst(" .*", ""))
                    .contains("SPAN_KIND_SERVER POST", "SPAN_KIND_CLIENT POST", "SPAN_KIND_CLIENT INSERT");
        });
        assertThat(TraceCollector.spansOf(trace).toString()).doesNotContain(email.value(), Api.PASSWORD, "_token=");
    }
}
