package dev.portcullis.http.security;

import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.caller.RequestPath;
import dev.portcullis.http.problem.ExceptionProblems;
import dev.portcullis.http.problem.ProblemWriter;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Answers failures outside of the resources with a problem: in filters, in other routes, without a route. */
@Singleton
record FallbackErrorHandler(CommonHeadersFilter commonHeaders, ProblemWriter answers, RequestIds requestIds) {
    /**
     * Before the handlers of Quarkus, which log each failure as an error and answer with a page. Faults of the framework's
     * own pages are left to it; a rejected request is a problem on every path.
     */
    void register(@Observes Router router) {
        router.route().order(-FilterOrder.COMMON_HEADERS).failureHandler(this::handle);
    }

    void registerManagement(@Observes ManagementInterface management) {
        register(management.router());
    }

    private void handle(RoutingContext http) {
        if (RequestPath.isFramework(http) && (http.failure() == null || isFault(http))) {
            http.next();
            return;
        }
        // A request without a usable Host fails before any filter.
        commonHeaders.prepare(http);
        answers.send(
                http,
                isFault(http)
                        ? ExceptionProblems.of(http.failure(), requestIds.of(http))
                        : ExceptionProblems.ofStatus(http.statusCode()));
    }

    /** A rejection has a 4xx status instead. */
    private static boolean isFault(RoutingContext http) {
        return http.failure() != null && (http.statusCode() < 400 || http.statusCode() >= 500);
    }
}
