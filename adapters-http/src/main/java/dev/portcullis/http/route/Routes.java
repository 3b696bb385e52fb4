package dev.portcullis.http.route;

import dev.portcullis.http.caller.RequestPath;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.spi.RestHandler;
import org.jspecify.annotations.Nullable;

/**
 * Finds the resource methods for the path of a request in the framework's own routing table, also for a request that the
 * framework has not matched yet or never will. Safe for use by several threads.
 */
@Singleton
public final class Routes {
    private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");

    /** Read at startup: the native executable creates this object when it is built, before the provider is known. */
    private volatile boolean hasLocalProvider;

    /**
     * Creates the only instance.
     *
     * @param matched not used: because something injects it, Quarkus keeps the resource methods and their annotations in
     *     the native executable
     */
    Routes(ResourceInfo matched) {}

    void start(@Observes Router router) {
        hasLocalProvider = hasLocalProvider();
    }

    /** Whether accounts are stored here; otherwise what is {@link LocalOnly} has no routes. */
    public static boolean hasLocalProvider() {
        return ConfigProvider.getConfig()
                .getOptionalValue("portcullis.provider", String.class)
                .map("local"::equals)
                .orElse(true);
    }

    /**
     * Whether the provider is not local, and the path belongs to {@link LocalOnly} methods alone, or the requested method
     * is one of them at a path that has others as well.
     */
    public boolean isAbsent(RoutingContext http) {
        if (hasLocalProvider) {
            return false;
        }
        String method = http.request().method().name();
        List<RuntimeResource> all = at(http);
        List<RuntimeResource> served = served(all);
        return served.size() < all.size()
                && (served.isEmpty()
                        || all.stream()
                                .filter(resource -> !served.contains(resource))
                                .anyMatch(resource -> method.equals(resource.getHttpMethod())));
    }

    private List<RuntimeResource> served(List<RuntimeResource> all) {
        return hasLocalProvider
                ? all
                : all.stream().filter(resource -> !isLocalOnly(resource)).toList();
    }

    private static boolean isLocalOnly(RuntimeResource resource) {
        return resource.getResourceClass().isAnnotationPresent(LocalOnly.class)
                || resource.getLazyMethod().getMethod().isAnnotationPresent(LocalOnly.class);
    }

    /** The annotation of the resource method that the request is for; null if there is no such method or annotation. */
    public <A extends Annotation> @Nullable A annotation(RoutingContext http, Class<A> type) {
        String method = http.request().method().name();
        return served(at(http)).stream()
                .filter(resource -> method.equals(resource.getHttpMethod()))
                .findFirst()
                .map(resource -> resource.getLazyMethod().getMethod().getAnnotation(type))
                .orElse(null);
    }

    /**
     * The methods that the path supports, as in the header {@code Allow}. A 405 must have it (RFC 9110, 15.5.6); the
     * framework sends it for OPTIONS only.
     */
    public String allowedMethods(RoutingContext http) {
        Set<String> methods = new TreeSet<>();
        served(at(http)).forEach(resource -> methods.add(resource.getHttpMethod()));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        methods.add(HttpMethod.OPTIONS);
        return String.join(", ", methods);
    }

    private static List<RuntimeResource> at(RoutingContext http) {
        List<RuntimeResource> found = new ArrayList<>();
        String normalized = RequestPath.normalized(http);
        if (normalized == null) {
            return found;
        }
        // As the framework does, without matrix parameters.
        String path = MATRIX_PARAMETERS.matcher(normalized).replaceAll("");
        RequestMapper<InitialMatch> classes = new RequestMapper<>(
                ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers());
        for (RequestMatch<InitialMatch> match = classes.map(path);
                match != null;
                match = classes.continueMatching(path, match)) {
            for (RestHandler<?> handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler methods) {
                    collect(methods, match.remaining.isEmpty() ? "/" : match.remaining, found);
                }
            }
        }
        return found;
    }

    private static void collect(ClassRoutingHandler methods, String remaining, List<RuntimeResource> found) {
        methods.getMappers().values().forEach(mapper -> {
            RequestMatch<RuntimeResource> match = mapper.map(remaining);
            if (match != null && match.value.getHttpMethod() != null) {
                found.add(match.value);
            }
        });
    }
}
