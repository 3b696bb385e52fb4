package dev.portcullis.http.problem;

import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.caller.RequestId;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UpstreamFailure;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.WebApplicationException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Maps exceptions to problems. Nothing of the exception itself is sent; it is logged instead. */
public final class ExceptionProblems {
    private static final Logger LOG = Logger.getLogger(ExceptionProblems.class);

    /** Long enough for the pool to reconnect, short enough for people to wait. */
    private static final Duration STORE_PAUSE = Duration.ofSeconds(5);

    private static final Duration UPSTREAM_PAUSE = Duration.ofSeconds(5);

    private static final Duration WORKER_PAUSE = Duration.ofSeconds(1);

    private ExceptionProblems() {}

    public static Problem of(Throwable fault, RequestId requestId) {
        if (fault instanceof ProblemException refusal) {
            return refusal.problem();
        }
        if (fault instanceof StoreUnavailable unavailable) {
            LOG.warnf("The database is unavailable (request %s): %s", requestId, unavailable.getCause());
            return Problem.of(ProblemCode.DATABASE_UNAVAILABLE).retryAfter(STORE_PAUSE);
        }
        if (fault instanceof AuditUnavailable unavailable) {
            LOG.warnf("The audit log cannot be written (request %s): %s", requestId, unavailable.getCause());
            return Problem.of(ProblemCode.AUDIT_UNAVAILABLE).retryAfter(STORE_PAUSE);
        }
        if (fault instanceof UpstreamFailure failure) {
            return ofUpstream(failure, requestId);
        }
        if (fault instanceof Overloaded overloaded) {
            return Problem.of(ProblemCode.OVERLOADED).retryAfter(overloaded.retryAfter());
        }
        if (fault instanceof RejectedExecutionException) {
            LOG.warnf("All worker threads are busy (request %s)", requestId);
            return Problem.of(ProblemCode.OVERLOADED).retryAfter(WORKER_PAUSE);
        }
        if (fault instanceof AuthenticationFailedException || fault instanceof UnauthorizedException) {
            return Problem.of(ProblemCode.NOT_AUTHENTICATED);
        }
        if (fault instanceof ForbiddenException) {
            return Problem.of(ProblemCode.FORBIDDEN);
        }
        if (fault instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return ofStatus(web.getResponse().getStatus());
        }
        if (fault instanceof HttpClosedException || fault instanceof ClosedChannelException) {
            // The client has disconnected: nobody reads the response, and nothing here is broken.
            LOG.debugf(fault, "The connection broke (request %s)", requestId);
            return Problem.of(ProblemCode.BAD_REQUEST);
        }
        LOG.errorf(fault, "Request %s failed", requestId);
        return Problem.of(ProblemCode.INTERNAL_ERROR);
    }

    private static Problem ofUpstream(UpstreamFailure failure, RequestId requestId) {
        // Without a cause the upstream was not called; there may be thousands of these, all alike.
        LOG.logf(
                failure.getCause() == null ? Logger.Level.DEBUG : Logger.Level.WARN,
                "The upstream failed (request %s): %s: %s",
                requestId,
                failure.getMessage(),
                failure.getCause());
        Duration retryAfter = failure.retryAfter();
        return switch (failure.kind()) {
            case INVALID -> Problem.of(ProblemCode.UPSTREAM_INVALID);
            case TIMEOUT -> Problem.of(ProblemCode.UPSTREAM_TIMEOUT);
            case UNAVAILABLE ->
                Problem.of(ProblemCode.UPSTREAM_UNAVAILABLE)
                        .retryAfter(retryAfter == null ? UPSTREAM_PAUSE : retryAfter);
        };
    }

    /** For a rejection by the framework, of which only the status is known. */
    public static Problem ofStatus(int status) {
        return Problem.of(
                switch (status) {
                    case 401 -> ProblemCode.NOT_AUTHENTICATED;
                    case 403 -> ProblemCode.FORBIDDEN;
                    case 404 -> ProblemCode.NOT_FOUND;
                    case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
                    case 413 -> ProblemCode.BODY_TOO_LARGE;
                    case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
                    case 503 -> ProblemCode.OVERLOADED;
                    default -> status >= 400 && status < 500 ? ProblemCode.BAD_REQUEST : ProblemCode.INTERNAL_ERROR;
                });
    }
}
