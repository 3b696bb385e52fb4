package dev.portcullis.http.account;

import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.ProblemBody;
import dev.portcullis.http.problem.ProblemWriter;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.session.AccessTokenExtractor;
import dev.portcullis.session.ChangePassword;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
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
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/account/password/")
@Singleton
@Tag(name = "account")
class ChangePasswordResource {
    private final OwnAccounts accounts;
    private final Provider<ChangePassword> changePassword;
    private final PasswordRules passwords;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;

    /** @param changePassword made only where accounts are kept here */
    ChangePasswordResource(
            OwnAccounts accounts,
            Provider<ChangePassword> changePassword,
            PasswordRules passwords,
            AccessTokenExtractor proof,
            CallerContextFactory callers) {
        this.accounts = accounts;
        this.changePassword = changePassword;
        this.passwords = passwords;
        this.proof = proof;
        this.callers = callers;
    }

    @POST
    @Operation(
            operationId = "changePassword",
            summary = "Choose another password; all other sessions end, and the holder gets a mail")
    @SecurityRequirementsSet({@SecurityRequirement(name = "bearer")})
    @SecurityRequirementsSet
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChangePasswordBody.class)))
    @APIResponse(responseCode = "204", description = "The new password holds.")
    @APIResponse(
            responseCode = "400",
            description = "`malformed_json`, `validation_failed`, `wrong_password` or `password_refused`.",
            content =
                    @Content(
                            mediaType = ProblemWriter.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemBody.class)))
    @APIResponse(responseCode = "401", ref = "NotAuthenticated")
    @APIResponse(responseCode = "403", ref = "CrossSite")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "413", ref = "BodyTooLarge")
    @APIResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    @APIResponse(responseCode = "500", ref = "InternalError")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    public RestResponse<Void> change(@Context RoutingContext http) {
        accounts.require();
        return Responses.noContent(changePassword
                .get()
                .execute(ChangePasswordBody.read(
                        JsonBody.of(http), passwords, proof.of(http.request()), callers.of(http))));
    }
}
