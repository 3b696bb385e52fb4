package dev.portcullis.http.emailchange;

import static dev.portcullis.http.problem.ProblemCode.CODE_EXPIRED;
import static dev.portcullis.http.problem.ProblemCode.CODE_INVALID;
import static dev.portcullis.http.problem.ProblemCode.EMAIL_TAKEN;
import static dev.portcullis.http.problem.ProblemCode.RATE_LIMITED;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
import dev.portcullis.emailchange.CancelEmailChange;
import dev.portcullis.emailchange.CancellationCode;
import dev.portcullis.http.caller.CallerContextFactory;
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

@Path("/api/v1/account/email/cancel/")
@Singleton
@Tag(name = "account")
@LocalOnly
class CancelEmailChangeResource {
    private final UseCases useCases;
    private final CallerContextFactory callers;

    CancelEmailChangeResource(UseCases useCases, CallerContextFactory callers) {
        this.useCases = useCases;
        this.callers = callers;
    }

    /** For the OpenAPI document. */
    @Schema(name = "CancelEmailChange")
    record Body(
            @Schema(
                    required = true,
                    maxLength = 64,
                    examples = "f414e2db-15fc-e3bb-6666-e41e3257205d",
                    description = "The code from the mail to the old address, with or without hyphens and spaces.")
            String code) {}

    @POST
    @Audited(AuditAction.CANCEL_EMAIL_CHANGE)
    @Problems({CODE_INVALID, CODE_EXPIRED, EMAIL_TAKEN, RATE_LIMITED})
    @Operation(
            operationId = "cancelEmailChange",
            summary = "Cancel a change of the e-mail address, with the code that was sent to the old one",
            description =
                    "Needs no session. If the change was confirmed, the account gets its old address back, all its"
                            + " sessions end, and its password has to be reset. Possible for 7 days.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "204", description = "The change is canceled.")
    public RestResponse<Void> cancel(@Context RoutingContext http) {
        CancellationCode code = JsonBody.of(http).only("code", CancellationCode::new);
        return Responses.noContent(
                useCases.cancelEmailChange().execute(new CancelEmailChange.Command(code, callers.of(http))));
    }
}
