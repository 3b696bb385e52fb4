package dev.portcullis.http.security;

import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.problem.Faults;
import dev.portcullis.http.problem.ProblemAnswers;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Answers with a problem what fails outside of the resources: in a filter, in a route of the server, in none. */
@Singleton
final class LastResort {
    private final EveryAnswer everyAnswer;
    private final ProblemAnswers answers;
    private final RequestIds requestIds;

    LastResort(EveryAnswer everyAnswer, ProblemAnswers answers, RequestIds requestIds) {
        this.everyAnswer = everyAnswer;
        this.answers = answers;
        this.requestIds = requestIds;
    }

    /**
     * Before the handlers of Quarkus, which log each failure as an error and answer with a page. Faults of the framework's
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
                isFault(http) ? Faults.of(http.failure(), requestIds.of(http)) : Faults.ofStatus(http.statusCode()));
    }

    /** Not a refusal, which is known by its status. */
    private static boolean isFault(RoutingContext http) {
        return http.failure() != null && (http.statusCode() < 400 || http.statusCode() >= 500);
    }
}
