package dev.portcullis.http.selfservice;

import static dev.portcullis.http.problem.ProblemCode.LAST_ADMINISTRATOR;
import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.RATE_LIMITED;
import static dev.portcullis.http.problem.ProblemCode.WRONG_PASSWORD;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.Password;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.selfservice.DeleteAccount;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/account/delete/")
@Singleton
@Tag(name = "account")
@LocalOnly
class DeleteAccountResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;
    private final CookieFactory cookies;

    DeleteAccountResource(
            UseCases useCases, AccessTokenExtractor proof, CallerContextFactory callers, CookieFactory cookies) {
        this.useCases = useCases;
        this.proof = proof;
        this.callers = callers;
        this.cookies = cookies;
    }

    /** For the OpenAPI document. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "DeleteAccount")
    record Body(
            @Schema(required = true, format = "password", maxLength = 128)
            String currentPassword) {
        @Override
        public String toString() {
            return "Body[redacted]";
        }
    }

    @POST
    @Audited(AuditAction.DELETE_ACCOUNT)
    @Problems({NOT_AUTHENTICATED, WRONG_PASSWORD, LAST_ADMINISTRATOR, RATE_LIMITED})
    @Operation(
            operationId = "deleteAccount",
            summary = "Delete your account",
            description =
                    "Immediate and final. Clears both cookies, and tells the owner of a verified address by mail.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "204", description = "The account is deleted. Its address can sign up again.")
    public RestResponse<Object> delete(@Context RoutingContext http) {
        Password current = JsonBody.of(http).only("current_password", Password::new);
        Responses.requireDone(useCases.deleteAccount()
                .execute(new DeleteAccount.Command(proof.of(http.request()), current, callers.of(http))));
        return Responses.noContent(cookies.clear(http.request()));
    }
}
