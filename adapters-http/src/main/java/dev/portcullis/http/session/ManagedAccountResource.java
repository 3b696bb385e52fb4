package dev.portcullis.http.session;

import static dev.portcullis.http.problem.ProblemCode.FORBIDDEN;
import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.NOT_FOUND;

import dev.portcullis.administration.InspectSessions;
import dev.portcullis.administration.ManageAccount;
import dev.portcullis.administration.ManageAccount.Change;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.Session;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What members of the group {@code admin} can do with the accounts of others. */
@Path("/api/v1/admin/accounts/{id}/")
@Singleton
@Tag(name = "administration")
@Problems({NOT_AUTHENTICATED, FORBIDDEN, NOT_FOUND})
@LocalOnly
class ManagedAccountResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;

    ManagedAccountResource(UseCases useCases, AccessTokenExtractor proof, CallerContextFactory callers) {
        this.useCases = useCases;
        this.proof = proof;
        this.callers = callers;
    }

    @GET
    @Path("sessions/")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "inspectSessions", summary = "List the sessions of an account, as an administrator")
    @APIResponseSchema(
            value = SessionsBody.class,
            responseCode = "200",
            responseDescription = "The sessions of the account. The access is recorded as an event.")
    public RestResponse<SessionsBody> sessions(@PathParam("id") UUID id, @Context RoutingContext http) {
        Result<List<Session>> result = useCases.inspectSessions()
                .execute(new InspectSessions.Command(proof.of(http.request()), new AccountId(id), callers.of(http)));
        return Responses.ok(
                result, sessions -> SessionsBody.of(sessions, result.subject().session()));
    }

    @DELETE
    @Path("sessions/")
    @Audited(AuditAction.END_SESSIONS)
    @Operation(operationId = "signAccountOut", summary = "End all sessions of an account, as an administrator")
    @APIResponse(responseCode = "204", description = "The account has no active session.")
    public RestResponse<Void> signOut(@PathParam("id") UUID id, @Context RoutingContext http) {
        return manage(id, Change.SIGN_OUT, http);
    }

    @POST
    @Path("disable/")
    @Audited(AuditAction.CHANGE_STATUS)
    @Operation(operationId = "disableAccount", summary = "Disable an account and end its sessions, as an administrator")
    @APIResponse(responseCode = "204", description = "The account is disabled, or already was.")
    public RestResponse<Void> disable(@PathParam("id") UUID id, @Context RoutingContext http) {
        return manage(id, Change.DISABLE, http);
    }

    @POST
    @Path("enable/")
    @Audited(AuditAction.CHANGE_STATUS)
    @Operation(operationId = "enableAccount", summary = "Enable a disabled account, as an administrator")
    @APIResponse(responseCode = "204", description = "The account is enabled, or already was.")
    public RestResponse<Void> enable(@PathParam("id") UUID id, @Context RoutingContext http) {
        return manage(id, Change.ENABLE, http);
    }

    private RestResponse<Void> manage(UUID id, Change change, RoutingContext http) {
        Result<AccountId> result = useCases.manageAccount()
                .execute(new ManageAccount.Command(
                        proof.of(http.request()), new AccountId(id), change, callers.of(http)));
        return result.isRefusedWith(Refusal.Reason.UNCHANGED) ? RestResponse.noContent() : Responses.noContent(result);
    }
}
