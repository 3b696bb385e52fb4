package dev.portcullis.http.security;

import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemCode;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ResourceInfo;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers 404 on routes that {@link EndpointDisabled} disables. On the JVM the framework has removed them at startup; the
 * native executable evaluates the annotation when it is built, where the provider is not known yet. Thread-safe.
 */
@Singleton
class GatewayRouteFilter {
    @ServerRequestFilter(nonBlocking = true)
    void check(ResourceInfo matched) {
        if (isDisabled(matched.getResourceClass())) {
            throw Problem.of(ProblemCode.NOT_FOUND).toException();
        }
    }

    static boolean isDisabled(Class<?> resource) {
        EndpointDisabled disabled = resource.getAnnotation(EndpointDisabled.class);
        return disabled != null
                && ConfigProvider.getConfig()
                        .getOptionalValue(disabled.name(), String.class)
                        .filter(value -> value.equals(disabled.stringValue()))
                        .isPresent();
    }
}
