package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.LAST_ADMINISTRATOR;
import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.WRONG_PASSWORD;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.DisplayName;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.Password;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.cookie.CookieFactory;
import dev.portcullis.http.download.Download;
import dev.portcullis.http.download.Downloads;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.http.route.RateLimited;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.selfservice.DeleteAccount;
import dev.portcullis.selfservice.ExportAccount;
import dev.portcullis.selfservice.RenameAccount;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/account/")
@Singleton
@Tag(name = "account")
class AccountResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;
    private final CookieFactory cookies;
    private final Downloads downloads;

    AccountResource(
            UseCases useCases,
            AccessTokenExtractor proof,
            CallerContextFactory callers,
            CookieFactory cookies,
            Downloads downloads) {
        this.useCases = useCases;
        this.proof = proof;
        this.callers = callers;
        this.cookies = cookies;
        this.downloads = downloads;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Problems(NOT_AUTHENTICATED)
    @Operation(operationId = "describeAccount", summary = "Get the account of the caller")
    @APIResponseSchema(
            value = AccountBody.class,
            responseCode = "200",
            responseDescription = "The account that the token belongs to.")
    public RestResponse<Object> describe(@Context RoutingContext http) {
        return Responses.relayed(
                http,
                useCases.describeAccount().execute(new DescribeAccount.Command(proof.of(http.request()))),
                account -> RestResponse.ok(AccountBody.of(account)));
    }

    /** For the OpenAPI document. */
    @Schema(name = "RenameAccount")
    record Name(
            @Schema(required = true, minLength = 1, maxLength = 100, examples = "John Doe")
            String name) {}

    @PATCH
    @Produces(MediaType.APPLICATION_JSON)
    @LocalOnly
    @Audited(AuditAction.CHANGE_NAME)
    @RateLimited(value = RateLimiter.Action.SIGN_IN, hashes = false)
    @Problems(NOT_AUTHENTICATED)
    @Operation(
            operationId = "renameAccount",
            summary = "Change the name of your account",
            description = "Rejects members other than `name`, which this request cannot change.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Name.class)))
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

    /** For the OpenAPI document. */
    @Schema(name = "DeleteAccount")
    record Confirmation(
            @Schema(required = true, format = "password", maxLength = 128) @JsonProperty("current_password")
            String currentPassword) {}

    @POST
    @Path("delete/")
    @LocalOnly
    @Audited(AuditAction.DELETE_ACCOUNT)
    @RateLimited(RateLimiter.Action.SIGN_IN)
    @Problems({NOT_AUTHENTICATED, WRONG_PASSWORD, LAST_ADMINISTRATOR})
    @Operation(
            operationId = "deleteAccount",
            summary = "Delete your account",
            description =
                    "Immediate and final. Clears both cookies, and tells the owner of a verified address by mail.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Confirmation.class)))
    @APIResponse(responseCode = "204", description = "The account is deleted. Its address can sign up again.")
    public RestResponse<Object> delete(@Context RoutingContext http) {
        Password current = JsonBody.of(http).only("current_password", Password::new);
        Responses.requireDone(useCases.deleteAccount()
                .execute(new DeleteAccount.Command(proof.of(http.request()), current, callers.of(http))));
        return Responses.noContent(cookies.clear(http.request()));
    }

    @GET
    @Path("export/")
    @LocalOnly
    @Produces(MediaType.APPLICATION_JSON)
    @Audited(AuditAction.EXPORT_ACCOUNT)
    @RateLimited(value = RateLimiter.Action.SIGN_IN, hashes = false)
    @Problems(NOT_AUTHENTICATED)
    @Operation(
            operationId = "exportAccount",
            summary = "Download what is stored about your account",
            description = "A file as an attachment. An export that fails ends without the last chunk of the chunked"
                    + " encoding, which clients report as an error.")
    @APIResponseSchema(
            value = AccountExportBody.class,
            responseCode = "200",
            responseDescription = "The account with its sessions, mails and audit events.")
    public RestResponse<StreamingOutput> export(@Context RoutingContext http) {
        CallerContext caller = callers.of(http);
        Download download = downloads.prepare(AuditAction.EXPORT_ACCOUNT, caller, http);
        Result<ExportAccount.Exported> result = useCases.exportAccount()
                .execute(new ExportAccount.Command(proof.of(http.request()), caller, download::takePlace));
        Responses.requireDone(result);
        return download.answer(
                "account.json", MediaType.APPLICATION_JSON, out -> AccountExportBody.write(result.value(), out));
    }
}
