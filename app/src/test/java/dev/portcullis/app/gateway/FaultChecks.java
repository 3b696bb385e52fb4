package dev.portcullis.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.app.gateway.Fault.Expected;
import dev.portcullis.app.gateway.Fault.Operation;
import dev.portcullis.app.journey.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Checks and measures how a gateway handles a fault. */
final class FaultChecks {
    /** Test machines are slow at times. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    /** Measurements of all test classes in this process. */
    private static final FaultTable TABLE = new FaultTable();

    private FaultChecks() {}

    @CanIgnoreReturnValue
    static Api.Answer assertHandled(GatewayProcess by, String fault, Operation operation, Expected expected)
            throws Exception {
        long start = System.nanoTime();
        Api.Answer answer = operation.call.apply(by);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        String requestId = answer.headers().get("x-request-id").get(0);
        String audit = "no event";
        if (operation.action.isEmpty()) {
            assertThat(by.events(requestId)).isEmpty();
        } else {
            GatewayProcess.Event event = by.outcome(requestId);
            audit = "`%s`%s".formatted(event.outcome(), event.reason().isEmpty() ? "" : ", `" + event.reason() + "`");
            assertThat(event.action()).isEqualTo(operation.action);
            assertThat(event.outcome()).as(answer.toString()).isEqualTo(expected.outcome());
            if (!event.outcome().equals("success")) {
                assertThat(event.reason()).isEqualTo(expected.reason());
            }
        }
        String code = answer.body().isEmpty() ? "" : answer.code();
        TABLE.add(fault, operation.path, answer.status() + (code.isEmpty() ? "" : " `" + code + "`"), audit, took);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(expected.status());
        assertThat(code).isEqualTo(expected.code());
        assertThat(took).isLessThan(GatewayProcess.TIMEOUT.plus(MARGIN));
        assertTellsNothing(answer);
        return answer;
    }

    private static void assertTellsNothing(Api.Answer answer) {
        if (!answer.body().isEmpty()) {
            assertThat(answer.headers().get("content-type")).containsExactly("application/problem+json");
        }
        assertThat(answer.body())
                .doesNotContain("<", Faults.INSIDE, "Exception", "java.", "netty", "localhost", "127.0.0.1");
    }

    /** Writes what has been measured so far to {@code target/upstream-faults.md}. */
    static void writeTable() throws IOException {
        TABLE.write(Path.of("target", "upstream-faults.md"));
    }
}
