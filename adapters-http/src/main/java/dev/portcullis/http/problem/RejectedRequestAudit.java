package dev.portcullis.http.problem;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.RejectRequest;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.caller.RequestPath;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that an attempt that is turned away at the door, before any use case, leaves its event before its answer. A
 * caller who has gone gets no answer, and leaves none.
 */
@Singleton
public final class RejectedRequestAudit {
    /** The routes by which people attempt something; requests for others leave no event when they are turned away. */
    private static final Map<String, AuditAction> ATTEMPTS = Map.of(
            "/api/v1/auth/signup", AuditAction.SIGN_UP,
            "/api/v1/auth/signin", AuditAction.SIGN_IN,
            "/api/v1/auth/verify-email", AuditAction.VERIFY_EMAIL,
            "/api/v1/auth/custom-refresh", AuditAction.REFRESH,
            "/api/v1/auth/custom-logout", AuditAction.SIGN_OUT,
            "/api/v1/account/password", AuditAction.CHANGE_PASSWORD);

    private static final Pattern END_SESSION =
            Pattern.compile("/api/v1/account/sessions/[^/]+|/api/v1/admin/accounts/[^/]+/sessions");

    private static final Pattern CHANGE_STANDING = Pattern.compile("/api/v1/admin/accounts/[^/]+/(disable|enable)");

    /** Asked for when it is needed: filters are made before the settings of this start are known. */
    private final Provider<RejectRequest> rejectRequest;

    private final Provider<CallerContextFactory> callers;
    private final RequestIds requestIds;

    RejectedRequestAudit(
            Provider<RejectRequest> rejectRequest, Provider<CallerContextFactory> callers, RequestIds requestIds) {
        this.rejectRequest = rejectRequest;
        this.callers = callers;
        this.requestIds = requestIds;
    }

    /** Called on a worker thread. Gives the answer: the refusal, or why that could not be recorded. */
    Problem record(Refusal.Reason reason, Problem refusal, RoutingContext http) {
        AuditAction action = attempted(http);
        return action == null || http.response().closed() ? refusal : record(action, reason, refusal, http);
    }

    /** As {@link #record}, from an event loop, to which the answer comes back. Never fails. */
    public Future<Problem> recordElsewhere(Refusal.Reason reason, Problem refusal, RoutingContext http) {
        AuditAction action = attempted(http);
        if (action == null || http.response().closed()) {
            return Future.succeededFuture(refusal);
        }
        try {
            return http.vertx()
                    .executeBlocking(() -> record(action, reason, refusal, http), false)
                    .otherwise(fault -> ExceptionProblems.of(fault, requestIds.of(http)));
        } catch (RejectedExecutionException noThread) {
            return Future.succeededFuture(ExceptionProblems.of(noThread, requestIds.of(http)));
        }
    }

    private Problem record(AuditAction action, Refusal.Reason reason, Problem refusal, RoutingContext http) {
        try {
            Result<Void> unused = rejectRequest
                    .get()
                    .execute(
                            new RejectRequest.Command(action, reason, callers.get().of(http)));
            return refusal;
        } catch (RuntimeException fault) {
            return ExceptionProblems.of(fault, requestIds.of(http));
        }
    }

    /** By the path as the framework matches it: normalized, without matrix parameters and without a slash at its end. */
    private static @Nullable AuditAction attempted(RoutingContext http) {
        String normalized = RequestPath.normalized(http);
        if (normalized == null) {
            return null;
        }
        String plain = normalized.replaceAll(";[^/]*", "");
        String path = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
        HttpMethod method = http.request().method();
        if (method == HttpMethod.DELETE) {
            return END_SESSION.matcher(path).matches() ? AuditAction.END_SESSIONS : null;
        }
        if (method != HttpMethod.POST) {
            return null;
        }
        return CHANGE_STANDING.matcher(path).matches() ? AuditAction.CHANGE_STANDING : ATTEMPTS.get(path);
    }
}
