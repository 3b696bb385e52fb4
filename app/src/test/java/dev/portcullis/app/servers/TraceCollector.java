package dev.portcullis.app.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes traces by OTLP over HTTP, as a collector does. The service under test sends it each. */
public final class TraceCollector extends LoopbackServer {
    private static final Queue<Span> SPANS = new ConcurrentLinkedQueue<>();

    @Override
    protected void addTo(HttpServer server) {
        server.createContext("/v1/traces", TraceCollector::take);
    }

    @Override
    protected Map<String, String> settings(String url) {
        return Map.of(
                "quarkus.otel.sdk.disabled", "false",
                "quarkus.otel.exporter.otlp.endpoint", url,
                "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                "quarkus.otel.bsp.schedule.delay", "100ms");
    }

    private static void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(SPANS::add);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** All that arrived so far of one trace. */
    public static List<Span> spansOf(String traceId) {
        return SPANS.stream()
                .filter(span -> HexFormat.of()
                        .formatHex(span.getTraceId().toByteArray())
                        .equals(traceId))
                .toList();
    }
}
