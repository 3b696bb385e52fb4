package dev.portcullis.app.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Counts requests with unknown HTTP methods under one label. Otherwise a caller could create any number of meters,
 * which stay in memory.
 */
@Singleton
final class KnownMethods implements MeterFilter {
    private static final String METHOD = "method";
    private static final Tag OTHER = Tag.of(METHOD, "OTHER");
    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Override
    public Meter.Id map(Meter.Id id) {
        String method = id.getTag(METHOD);
        return method == null || KNOWN.contains(method) || !id.getName().startsWith("http.server.")
                ? id
                : id.withTag(OTHER);
    }
}
