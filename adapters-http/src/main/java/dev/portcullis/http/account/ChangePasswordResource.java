package dev.portcullis.http.account;

import dev.portcullis.http.caller.Callers;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.ProblemAnswers;
import dev.portcullis.http.problem.ProblemBody;
import dev.portcullis.http.problem.Refusals;
import dev.portcullis.http.session.AccessProof;
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
    private final AccessProof proof;
    private final Callers callers;

    /** @param changePassword made only where accounts are kept here */
    ChangePasswordResource(
            OwnAccounts accounts,
            Provider<ChangePassword> changePassword,
            PasswordRules passwords,
            AccessProof proof,
            Callers callers) {
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
                            mediaType = ProblemAnswers.MEDIA_TYPE,
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
        return changePassword
                .get()
                .execute(ChangePasswordBody.read(
                        JsonBody.of(http), passwords, proof.of(http.request()), callers.of(http)))
                .fold(new ChangePassword.Outcome.Cases<>(
                        changed -> RestResponse.noContent(),
                        unknown -> {
                            throw Refusals.of(unknown).toException();
                        },
                        wrong -> {
                            throw Refusals.of(wrong).toException();
                        },
                        refused -> {
                            throw Refusals.of(refused).toException();
                        },
                        throttled -> {
                            throw Refusals.of(throttled).toException();
                        }));
    }
}
