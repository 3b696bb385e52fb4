package dev.portcullis.http.emailchange;

import static dev.portcullis.http.problem.ProblemCode.EMAIL_TAKEN;
import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.RATE_LIMITED;
import static dev.portcullis.http.problem.ProblemCode.WRONG_PASSWORD;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.Password;
import dev.portcullis.emailchange.RequestEmailChange;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
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

@Path("/api/v1/account/email/")
@Singleton
@Tag(name = "account")
@LocalOnly
class RequestEmailChangeResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;

    RequestEmailChangeResource(UseCases useCases, AccessTokenExtractor proof, CallerContextFactory callers) {
        this.useCases = useCases;
        this.proof = proof;
        this.callers = callers;
    }

    /** For the OpenAPI document. */
    @Schema(name = "RequestEmailChange")
    record Body(
            @Schema(required = true, format = "email", maxLength = 254, examples = "new@example.com")
            @JsonProperty("new_email")
            String newEmail,

            @Schema(required = true, format = "password", maxLength = 128) @JsonProperty("current_password")
            String currentPassword) {}

    @POST
    @Audited(AuditAction.REQUEST_EMAIL_CHANGE)
    @Problems({NOT_AUTHENTICATED, WRONG_PASSWORD, EMAIL_TAKEN, RATE_LIMITED})
    @Operation(
            operationId = "requestEmailChange",
            summary = "Ask for another e-mail address",
            description = "Mails a code to the new address, and to the old one the code that cancels the change. The"
                    + " response does not depend on whether the new address has an account. `email_taken` means that"
                    + " it is your own.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "202", description = "The mails will be sent. The address has not changed yet.")
    public RestResponse<Void> ask(@Context RoutingContext http) {
        JsonBody body = JsonBody.of(http);
        JsonBody.Field<EmailAddress> email = body.required("new_email", EmailAddress::ofNewAccount);
        JsonBody.Field<Password> current = body.required("current_password", Password::new);
        body.requireValid();
        Responses.requireDone(useCases.requestEmailChange()
                .execute(new RequestEmailChange.Command(
                        proof.of(http.request()), email.value(), current.value(), callers.of(http))));
        return RestResponse.accepted();
    }
}
