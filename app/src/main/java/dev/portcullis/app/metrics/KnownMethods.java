package dev.portcullis.app.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
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
        if (method == null || KNOWN.contains(method) || !id.getName().startsWith("http.server.")) {
            return id;
        }
        List<Tag> tags = new ArrayList<>(id.getTags());
        tags.replaceAll(tag -> tag.getKey().equals(METHOD) ? OTHER : tag);
        return id.replaceTags(tags);
    }
}
