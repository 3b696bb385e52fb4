package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.CODE_INVALID;
import static dev.portcullis.http.problem.ProblemCode.PASSWORD_CHECK_UNAVAILABLE;
import static dev.portcullis.http.problem.ProblemCode.PASSWORD_REFUSED;
import static dev.portcullis.http.problem.ProblemCode.RATE_LIMITED;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.composition.UseCases;
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

@Path("/api/v1/auth/password/reset/")
@Singleton
@Tag(name = "account")
@LocalOnly
class ResetPasswordResource {
    private final UseCases useCases;
    private final PasswordRules passwords;
    private final CallerContextFactory callers;

    ResetPasswordResource(UseCases useCases, PasswordRules passwords, CallerContextFactory callers) {
        this.useCases = useCases;
        this.passwords = passwords;
        this.callers = callers;
    }

    @POST
    @Audited(AuditAction.RESET_PASSWORD)
    @Problems({CODE_INVALID, PASSWORD_REFUSED, PASSWORD_CHECK_UNAVAILABLE, RATE_LIMITED})
    @Operation(
            operationId = "resetPassword",
            summary = "Choose a new password with a code from a mail; ends all sessions and notifies the owner by mail",
            description = "Opens no session. Wrong codes are limited per e-mail address and per network.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ResetPasswordBody.class)))
    @APIResponse(responseCode = "204", description = "The password is changed.")
    public RestResponse<Void> reset(@Context RoutingContext http) {
        return Responses.noContent(useCases.resetPassword()
                .execute(ResetPasswordBody.read(JsonBody.of(http), passwords, callers.of(http))));
    }
}
