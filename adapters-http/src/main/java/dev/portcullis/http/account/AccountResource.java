package dev.portcullis.http.account;

import static dev.portcullis.http.problem.ProblemCode.NOT_AUTHENTICATED;

import dev.portcullis.account.DescribeAccount;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.caller.CallerContextFactory;
import dev.portcullis.http.cookie.AccessTokenExtractor;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.http.problem.Responses;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

    AccountResource(UseCases useCases, AccessTokenExtractor proof, CallerContextFactory callers) {
        this.useCases = useCases;
        this.proof = proof;
        this.callers = callers;
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
}
