package dev.portcullis.http.selfservice;

import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;
import static dev.portcullis.http.problem.ProblemCode.RATE_LIMITED;

import dev.portcullis.composition.UseCases;
import dev.portcullis.http.audit.Download;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.kernel.Result;
import dev.portcullis.selfservice.ExportAccount;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/account/export/")
@Singleton
@Tag(name = "account")
@LocalOnly
class ExportAccountResource {
    private final UseCases useCases;
    private final AccessTokenExtractor proof;
    private final CallerContextFactory callers;

    ExportAccountResource(UseCases useCases, AccessTokenExtractor proof, CallerContextFactory callers) {
        this.useCases = useCases;
        this.proof = proof;
        this.callers = callers;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Problems({NOT_AUTHENTICATED, RATE_LIMITED})
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
        Result<ExportAccount.Exported> result =
                useCases.exportAccount().execute(new ExportAccount.Command(proof.of(http.request()), callers.of(http)));
        Responses.requireDone(result);
        return new Download(
                        "account.json",
                        MediaType.APPLICATION_JSON,
                        http.request(),
                        out -> AccountExportBody.write(result.value(), out))
                .answer();
    }
}
