package dev.portcullis.app.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives a fixed {@code uri} label to requests that no resource answered. Quarkus labels them with their path, which
 * callers choose, and keeps at most 100 labels ({@code quarkus.micrometer.binder.http-server.max-uri-tags}): a hundred
 * such requests would use up the labels of routes that have not been called yet, and a secret in such a path would
 * appear in {@code /q/metrics}. Safe for use by several threads.
 */
@Singleton
final class RoutedPaths implements HttpServerMetricsTagsContributor, MeterFilter {
    /** Rejected before a resource was chosen, or unreadable. */
    static final String UNROUTED = "UNROUTED";

    /** The labels of Quarkus for 404, 3xx, CORS preflights and the path {@code /}. */
    private static final String NOT_FOUND = "NOT_FOUND";

    private static final String REDIRECTION = "REDIRECTION";
    private static final String PREFLIGHT = "/cors-preflight";
    private static final String ROOT = "root";

    /** The key under which Quarkus REST stores the path template of the resource. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final String REQUESTS = "http.server.requests";
    private static final String URI = "uri";
    private static final Tag RESET = Tag.of("status", "RESET");

    /** At most as many as there are resources. */
    private final Set<String> templates = ConcurrentHashMap.newKeySet();

    /** Overrides the {@code uri} of an answered request. */
    @Override
    public Tags contribute(Context context) {
        String template = context.requestContextLocalData(TEMPLATE);
        if (template != null) {
            templates.add(normalized(template));
            return Tags.empty();
        }
        return Tags.of(URI, unrouted(context.request(), context.response().statusCode()));
    }

    private static String unrouted(HttpServerRequest request, int status) {
        if (status == 404) {
            return NOT_FOUND;
        }
        if (status >= 300 && status < 400) {
            return REDIRECTION;
        }
        return isPreflight(request) ? PREFLIGHT : UNROUTED;
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method() == HttpMethod.OPTIONS
                && request.headers().contains("Origin")
                && request.headers().contains("Access-Control-Request-Method");
    }

    /** Quarkus labels without a slash at the end. */
    private static String normalized(String template) {
        return template.length() > 1 && template.endsWith("/")
                ? template.substring(0, template.length() - 1)
                : template;
    }

    /** Labels requests whose connection broke before the response, for which Quarkus calls no contributor. */
    @Override
    public Meter.Id map(Meter.Id id) {
        String uri = id.getName().equals(REQUESTS) && id.getTags().contains(RESET) ? id.getTag(URI) : null;
        return uri == null || isFixed(uri) ? id : id.withTag(Tag.of(URI, UNROUTED));
    }

    private boolean isFixed(String uri) {
        return uri.equals(ROOT) || uri.equals(PREFLIGHT) || templates.contains(uri);
    }
}
