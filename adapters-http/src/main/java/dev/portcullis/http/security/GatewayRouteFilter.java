package dev.portcullis.http.security;

import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemCode;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.http.route.Routes;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** As a gateway, answers 404 on the routes of {@link LocalOnly} resources. Thread-safe. */
@Singleton
record GatewayRouteFilter(Routes routes) {
    /** Before matching, so that the answer is the same for every method, and after {@link BodyLimit}. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = Priorities.USER + 1)
    void check(RoutingContext http) {
        if (routes.isAbsent(http)) {
            throw Problem.of(ProblemCode.NOT_FOUND).toException();
        }
    }
}
