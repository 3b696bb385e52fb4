package dev.portcullis.rememberizer;

import dev.portcullis.http.upstream.UpstreamRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestResponse;

/** The API as documented, including trailing slashes. {@link ParsedReply} parses the responses. */
@Path("")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface RememberizerApi {
    @POST
    @Path("auth/signup/")
    CompletionStage<RestResponse<byte[]>> signUp(@BeanParam UpstreamRequest request, byte[] body);

    @POST
    @Path("auth/signin/")
    CompletionStage<RestResponse<byte[]>> signIn(@BeanParam UpstreamRequest request, byte[] body);

    @POST
    @Path("auth/verify-email/")
    CompletionStage<RestResponse<byte[]>> verifyEmail(@BeanParam UpstreamRequest request, byte[] body);

    @POST
    @Path("auth/custom-refresh/")
    CompletionStage<RestResponse<byte[]>> refresh(@BeanParam UpstreamRequest request);

    @POST
    @Path("auth/custom-logout/")
    CompletionStage<RestResponse<byte[]>> signOut(@BeanParam UpstreamRequest request);

    @GET
    @Path("account/")
    CompletionStage<RestResponse<byte[]>> account(@BeanParam UpstreamRequest request);
}
