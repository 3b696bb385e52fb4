package dev.portcullis.http.session;

import dev.portcullis.http.account.OwnAccounts;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.ListSessions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/account/sessions/")
@Singleton
@Tag(name = "session")
@SecurityRequirementsSet({@SecurityRequirement(name = "bearer")})
@SecurityRequirementsSet
class SessionsResource {
    private final OwnAccounts accounts;
    private final Provider<ListSessions> listSessions;
    private final Provider<EndSession> endSession;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;

    /** @param listSessions made, as is the next, only where accounts are kept here */
    SessionsResource(
            OwnAccounts accounts,
            Provider<ListSessions> listSessions,
            Provider<EndSession> endSession,
            AccessTokenExtractor proof,
            CallerContextFactory callers) {
        this.accounts = accounts;
        this.listSessions = listSessions;
        this.endSession = endSession;
        this.proof = proof;
        this.callers = callers;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listSessions", summary = "See where you are signed in")
    @APIResponse(
            responseCode = "200",
            description = "The sessions of the account that the token speaks for.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionsBody.class)))
    @APIResponse(responseCode = "401", ref = "NotAuthenticated")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "500", ref = "InternalError")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public RestResponse<SessionsBody> list(@Context RoutingContext http) {
        accounts.require();
        return Responses.ok(
                listSessions.get().execute(new ListSessions.Command(proof.of(http.request()))), SessionsBody::of);
    }

    @DELETE
    @Path("{id}/")
    @Operation(operationId = "endSession", summary = "End one of your sessions, be it this one")
    @APIResponse(responseCode = "204", description = "The session is over.")
    @APIResponse(responseCode = "401", ref = "NotAuthenticated")
    @APIResponse(responseCode = "403", ref = "CrossSite")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "500", ref = "InternalError")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public RestResponse<Void> end(@PathParam("id") UUID id, @Context RoutingContext http) {
        accounts.require();
        return Responses.noContent(endSession
                .get()
                .execute(new EndSession.Command(proof.of(http.request()), new SessionId(id), callers.of(http))));
    }
}
