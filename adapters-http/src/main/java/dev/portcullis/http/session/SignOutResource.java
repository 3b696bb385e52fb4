package dev.portcullis.http.session;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.problem.OutcomeProblems;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.upstream.CurrentExchange;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SignOut;
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

/** The body of the request, if any, is of no interest: the cookie says it all. */
@Path("/api/v1/auth/custom-logout/")
@Singleton
@Tag(name = "session")
class SignOutResource {
    private final UseCases useCases;
    private final CookieFactory cookies;
    private final CallerContextFactory callers;

    SignOutResource(UseCases useCases, CookieFactory cookies, CallerContextFactory callers) {
        this.useCases = useCases;
        this.cookies = cookies;
        this.callers = callers;
    }

    @POST
    @Audited(AuditAction.SIGN_OUT)
    @Problems({})
    @Operation(
            operationId = "signOut",
            summary = "End the session and clear both cookies",
            description = "Reads the cookie `refresh_token`, which browsers send to `/api/v1/auth/` only.")
    @APIResponse(
            responseCode = "204",
            description = "Signed out, even if there was no session.",
            headers =
                    @Header(
                            name = HttpHeaders.SET_COOKIE,
                            required = true,
                            description =
                                    "One or more lines per cookie, which clear it for each path that it may have.",
                            schema = @Schema(implementation = String.class)))
    public RestResponse<Object> signOut(@Context RoutingContext http) {
        HttpServerRequest request = http.request();
        // Before anything can fail: a caller who leaves a shared machine leaves no cookie on it, even if the store is
        // down.
        cookies.clear(request).forEach(line -> http.response().headers().add(HttpHeaders.SET_COOKIE, line));
        Result<Void> result = signOut(cookies.refreshTokens(request), callers.of(http));
        UpstreamResponse upstream = CurrentExchange.responseOf(http);
        if (upstream == null) {
            Responses.requireDone(result);
            return RestResponse.noContent();
        }
        List<String> cleared = cleared(upstream, http);
        if (result.isRefused()) {
            throw OutcomeProblems.of(result.refusal(), upstream)
                    .withCookies(cleared)
                    .toException();
        }
        return upstream.toResponse(cleared);
    }

    /** Ends the session of every token: a cookie left behind under another path would otherwise sign its owner in again. */
    private Result<Void> signOut(List<RefreshToken> tokens, CallerContext caller) {
        Result<Void> result =
                useCases.signOut().execute(new SignOut.Command(tokens.isEmpty() ? null : tokens.get(0), caller));
        for (RefreshToken other : tokens.subList(Math.min(1, tokens.size()), tokens.size())) {
            Result<Void> unused = useCases.signOut().execute(new SignOut.Command(other, caller));
        }
        return result;
    }

    /** The upstream's own cookies replace ours; those that it does not set are cleared all the same. */
    private List<String> cleared(UpstreamResponse upstream, RoutingContext http) {
        // Cookies of a response would not join those that are there already.
        http.response().headers().remove(HttpHeaders.SET_COOKIE);
        return cookies.clearAllBut(upstream.cookies(), http.request());
    }
}
