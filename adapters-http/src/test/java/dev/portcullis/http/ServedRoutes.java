package dev.portcullis.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.spi.RestHandler;

/** The routes in the framework's table, from any extension, as {@code GET /path}. */
public final class ServedRoutes {
    private ServedRoutes() {}

    public static Set<String> all() {
        return with(method -> true);
    }

    /** Those with a resource method of this kind. */
    public static Set<String> with(Predicate<Method> kind) {
        Set<String> routes = new TreeSet<>();
        ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers().forEach(resource -> {
            for (RestHandler<?> handler : resource.value.handlers) {
                if (handler instanceof ClassRoutingHandler routing) {
                    routing.getMappers()
                            .forEach((method, mapper) -> mapper.getTemplates().stream()
                                    .filter(path ->
                                            kind.test(path.value.getLazyMethod().getMethod()))
                                    .forEach(path -> routes.add(
                                            method + " " + resource.template.template + path.template.template)));
                }
            }
        });
        return routes.stream()
                .map(route -> route.replaceAll("/+", "/").replaceFirst("/$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
