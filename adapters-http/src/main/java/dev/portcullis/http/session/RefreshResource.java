package dev.portcullis.http.session;

import static dev.portcullis.http.problem.ProblemCode.SESSION_INVALID;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.cookie.ExpiresIn;
import dev.portcullis.http.problem.OutcomeProblems;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.RateLimited;
import dev.portcullis.http.upstream.CurrentExchange;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.SessionTokens;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The body of the request, if any, is of no interest: the cookie says it all. */
@Path("/api/v1/auth/custom-refresh/")
@Singleton
@Tag(name = "session")
class RefreshResource {
    private final UseCases useCases;
    private final CookieFactory cookies;
    private final CallerContextFactory callers;

    RefreshResource(UseCases useCases, CookieFactory cookies, CallerContextFactory callers) {
        this.useCases = useCases;
        this.cookies = cookies;
        this.callers = callers;
    }

    @POST
    @Audited(AuditAction.REFRESH)
    @RateLimited(value = RateLimiter.Action.REFRESH, hashes = false)
    @Problems(SESSION_INVALID)
    @Operation(
            operationId = "refreshSession",
            summary = "Exchange the refresh token for the next pair of tokens",
            description = "Reads the cookie `refresh_token`, which browsers send to `/api/v1/auth/` only.")
    @APIResponse(
            responseCode = "204",
            description = "Both tokens are new.",
            headers = {
                @Header(
                        name = HttpHeaders.SET_COOKIE,
                        required = true,
                        description = "`access_token` and `refresh_token`, one line each. Further lines clear old"
                                + " cookies with another path or name.",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = ExpiresIn.HEADER,
                        description = ExpiresIn.MEANING,
                        schema = @Schema(implementation = Integer.class))
            })
    public RestResponse<Object> refresh(@Context RoutingContext http) {
        HttpServerRequest request = http.request();
        Result<SessionTokens> result = useCases.refreshSession()
                .execute(
                        new RefreshSession.Command(cookies.refreshToken(request).orElse(null), callers.of(http)));
        UpstreamResponse upstream = CurrentExchange.responseOf(http);
        boolean isOver = result.isRefused() && OutcomeProblems.isSessionInvalid(result.refusal());
        if (isOver) {
            throw OutcomeProblems.of(result.refusal(), upstream)
                    .withCookies(cleared(upstream, request))
                    .toException();
        }
        return Responses.relayed(http, result, tokens -> Responses.noContent(cookies.issue(tokens, request)));
    }

    /**
     * An upstream that keeps the session decides what happens to its cookies. If the request had several different values
     * for a name, all of them are cleared, or the upstream would reject each later refresh as well.
     */
    private List<String> cleared(@Nullable UpstreamResponse upstream, HttpServerRequest request) {
        return upstream == null ? cookies.clear(request) : cookies.clearAmbiguousBut(upstream.cookies(), request);
    }
}
