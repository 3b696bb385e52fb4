package dev.portcullis.http.session;

import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.NOT_FOUND;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.EndAllSessions;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.ListSessions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/account/sessions/")
@Singleton
@Tag(name = "session")
@LocalOnly
@Problems(NOT_AUTHENTICATED)
class SessionsResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;
    private final CookieFactory cookies;

    SessionsResource(
            UseCases useCases, AccessTokenExtractor proof, CallerContextFactory callers, CookieFactory cookies) {
        this.useCases = useCases;
        this.proof = proof;
        this.callers = callers;
        this.cookies = cookies;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listSessions", summary = "List your sessions")
    @APIResponseSchema(
            value = SessionsBody.class,
            responseCode = "200",
            responseDescription = "The sessions of the account that the token belongs to.")
    public RestResponse<SessionsBody> list(@Context RoutingContext http) {
        return Responses.ok(
                useCases.listSessions().execute(new ListSessions.Command(proof.of(http.request()))), SessionsBody::of);
    }

    @DELETE
    @Audited(AuditAction.END_SESSIONS)
    @Operation(operationId = "endAllSessions", summary = "End all of your sessions and clear both cookies")
    @APIResponse(responseCode = "204", description = "Signed out everywhere.")
    public RestResponse<Object> endAll(@Context RoutingContext http) {
        Responses.requireDone(useCases.endAllSessions()
                .execute(new EndAllSessions.Command(proof.of(http.request()), callers.of(http))));
        return Responses.noContent(cookies.clear(http.request()));
    }

    @DELETE
    @Path("{id}/")
    @Audited(AuditAction.END_SESSIONS)
    @Problems(NOT_FOUND)
    @Operation(operationId = "endSession", summary = "End one of your sessions, possibly the current one")
    @APIResponse(responseCode = "204", description = "The session has ended.")
    public RestResponse<Void> end(@PathParam("id") UUID id, @Context RoutingContext http) {
        return Responses.noContent(useCases.endSession()
                .execute(new EndSession.Command(proof.of(http.request()), new SessionId(id), callers.of(http))));
    }
}
