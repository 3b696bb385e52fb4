package dev.portcullis.http.problem;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.RejectRequest;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.Routes;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Records requests that are rejected before a use case sees them: one event of the action that {@link Audited} names for
 * the route, written before the response is sent. A request for a route without that annotation leaves no event, and
 * neither does a caller who has closed the connection.
 */
@Singleton
public final class RejectedRequestAudit {
    /** Resolved on use: filters, which get this bean, are created before the settings of this start are known. */
    private final Provider<UseCases> useCases;

    private final Provider<CallerContextFactory> callers;
    private final RequestIds requestIds;
    private final Routes routes;

    RejectedRequestAudit(
            Provider<UseCases> useCases, Provider<CallerContextFactory> callers, RequestIds requestIds, Routes routes) {
        this.useCases = useCases;
        this.callers = callers;
        this.requestIds = requestIds;
        this.routes = routes;
    }

    /** For worker threads. Returns the response: the refusal, or the problem of not being able to record it. */
    Problem record(Refusal.Reason reason, Problem refusal, RoutingContext http) {
        AuditAction action = attempted(http);
        return action == null || http.response().closed() ? refusal : record(action, reason, refusal, http);
    }

    /**
     * As {@link #record}, for event loops, which also get the result. Needs a worker thread only for a request that is not
     * counted. Never fails.
     */
    public Future<Problem> recordElsewhere(Refusal.Reason reason, Problem refusal, RoutingContext http) {
        AuditAction action = attempted(http);
        if (action == null || http.response().closed()) {
            return Future.succeededFuture(refusal);
        }
        try {
            if (useCases.get().rejectRequest().executeWithoutStore(command(action, reason, http))) {
                return Future.succeededFuture(refusal);
            }
            return http.vertx()
                    .executeBlocking(() -> record(action, reason, refusal, http), false)
                    .otherwise(fault -> ExceptionProblems.of(fault, requestIds.of(http)));
        } catch (RejectedExecutionException noThread) {
            return Future.succeededFuture(ExceptionProblems.of(noThread, requestIds.of(http)));
        }
    }

    private Problem record(AuditAction action, Refusal.Reason reason, Problem refusal, RoutingContext http) {
        try {
            Result<Void> unused = useCases.get().rejectRequest().execute(command(action, reason, http));
            return refusal;
        } catch (RuntimeException fault) {
            return ExceptionProblems.of(fault, requestIds.of(http));
        }
    }

    private RejectRequest.Command command(AuditAction action, Refusal.Reason reason, RoutingContext http) {
        return new RejectRequest.Command(action, reason, callers.get().of(http));
    }

    private @Nullable AuditAction attempted(RoutingContext http) {
        Audited audited = routes.annotation(http, Audited.class);
        return audited == null ? null : audited.value();
    }
}
