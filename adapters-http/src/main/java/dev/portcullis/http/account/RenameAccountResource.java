package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.RATE_LIMITED;

import dev.portcullis.account.DisplayName;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.selfservice.RenameAccount;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A class beside {@link AccountResource}, because the route exists with the local provider only. */
@Path("/api/v1/account/")
@Singleton
@Tag(name = "account")
@LocalOnly
class RenameAccountResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;

    RenameAccountResource(UseCases useCases, AccessTokenExtractor proof, CallerContextFactory callers) {
        this.useCases = useCases;
        this.proof = proof;
        this.callers = callers;
    }

    /** For the OpenAPI document. */
    @Schema(name = "RenameAccount")
    record Body(
            @Schema(required = true, minLength = 1, maxLength = 100, examples = "John Doe")
            String name) {}

    @PATCH
    @Produces(MediaType.APPLICATION_JSON)
    @Audited(AuditAction.CHANGE_NAME)
    @Problems({NOT_AUTHENTICATED, RATE_LIMITED})
    @Operation(
            operationId = "renameAccount",
            summary = "Change the name of your account",
            description = "Rejects members other than `name`, which this request cannot change.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    @APIResponseSchema(
            value = AccountBody.class,
            responseCode = "200",
            responseDescription = "The account with its new name.")
    public RestResponse<AccountBody> rename(@Context RoutingContext http) {
        JsonBody body = JsonBody.of(http);
        JsonBody.Field<DisplayName> name = body.required("name", DisplayName::chosen);
        body.refuseOthers();
        body.requireValid();
        return Responses.ok(
                useCases.renameAccount()
                        .execute(new RenameAccount.Command(proof.of(http.request()), name.value(), callers.of(http))),
                AccountBody::of);
    }
}
