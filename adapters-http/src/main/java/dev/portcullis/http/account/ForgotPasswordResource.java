package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.RATE_LIMITED;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.signin.ForgotPassword;
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

@Path("/api/v1/auth/password/forgot/")
@Singleton
@Tag(name = "account")
@LocalOnly
class ForgotPasswordResource {
    private final UseCases useCases;
    private final CallerContextFactory callers;

    ForgotPasswordResource(UseCases useCases, CallerContextFactory callers) {
        this.useCases = useCases;
        this.callers = callers;
    }

    /** For the OpenAPI document. */
    @Schema(name = "ForgotPassword")
    record Body(
            @Schema(required = true, format = "email", maxLength = 254, examples = "user@example.com")
            String email) {}

    @POST
    @Audited(AuditAction.FORGOT_PASSWORD)
    @Problems(RATE_LIMITED)
    @Operation(operationId = "forgotPassword", summary = "Mail a code for a new password")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    @APIResponse(
            responseCode = "202",
            description = "If the address belongs to an account, a mail with a code will be sent to it.")
    public RestResponse<Void> forgot(@Context RoutingContext http) {
        EmailAddress email = JsonBody.of(http).only("email", EmailAddress::new);
        Responses.requireDone(useCases.forgotPassword().execute(new ForgotPassword.Command(email, callers.of(http))));
        return RestResponse.accepted();
    }
}
