package dev.portcullis.http.security;

import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.problem.ExceptionProblems;
import dev.portcullis.http.problem.ProblemWriter;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Answers with a problem what fails outside of the resources: in a filter, in a route of the server, in none. */
@Singleton
final class FallbackErrorHandler {
    private final CommonHeadersFilter everyAnswer;
    private final ProblemWriter answers;
    private final RequestIds requestIds;

    FallbackErrorHandler(CommonHeadersFilter everyAnswer, ProblemWriter answers, RequestIds requestIds) {
        this.everyAnswer = everyAnswer;
        this.answers = answers;
        this.requestIds = requestIds;
    }

    /**
     * Before the handlers of Quarkus, which log each failure as an error and answer with a page. ExceptionProblems of the framework's
     * own pages stay theirs; a refused request is a problem, whatever its path.
     */
    void register(@Observes Router router) {
        router.route().order(-FilterOrder.EVERY_ANSWER).failureHandler(this::handle);
    }

    void registerManagement(@Observes ManagementInterface management) {
        register(management.router());
    }

    private void handle(RoutingContext http) {
        if (Paths.isFramework(http) && (http.failure() == null || isFault(http))) {
            http.next();
            return;
        }
        // A request without a usable Host fails before any filter.
        everyAnswer.prepare(http);
        answers.send(
                http,
                isFault(http)
                        ? ExceptionProblems.of(http.failure(), requestIds.of(http))
                        : ExceptionProblems.ofStatus(http.statusCode()));
    }

    /** Not a refusal, which is known by its status. */
    private static boolean isFault(RoutingContext http) {
        return http.failure() != null && (http.statusCode() < 400 || http.statusCode() >= 500);
    }
}
