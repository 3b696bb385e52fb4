package dev.portcullis.rememberizer;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The API as documented, including trailing slashes. {@link ParsedReply} parses the responses. */
@Path("")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface RememberizerApi {
    String FORWARDED_FOR = "X-Forwarded-For";

    @POST
    @Path("auth/signup/")
    CompletionStage<RestResponse<byte[]>> signUp(
            @HeaderParam(HttpHeaders.COOKIE) @Nullable String cookies,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            @HeaderParam(FORWARDED_FOR) @Nullable String address,
            byte[] body);

    @POST
    @Path("auth/signin/")
    CompletionStage<RestResponse<byte[]>> signIn(
            @HeaderParam(HttpHeaders.COOKIE) @Nullable String cookies,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            @HeaderParam(FORWARDED_FOR) @Nullable String address,
            byte[] body);

    @POST
    @Path("auth/verify-email/")
    CompletionStage<RestResponse<byte[]>> verifyEmail(
            @HeaderParam(HttpHeaders.COOKIE) @Nullable String cookies,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            @HeaderParam(FORWARDED_FOR) @Nullable String address,
            byte[] body);

    @POST
    @Path("auth/custom-refresh/")
    CompletionStage<RestResponse<byte[]>> refresh(
            @HeaderParam(HttpHeaders.COOKIE) @Nullable String cookies,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            @HeaderParam(FORWARDED_FOR) @Nullable String address);

    @POST
    @Path("auth/custom-logout/")
    CompletionStage<RestResponse<byte[]>> signOut(
            @HeaderParam(HttpHeaders.COOKIE) @Nullable String cookies,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            @HeaderParam(FORWARDED_FOR) @Nullable String address);

    @GET
    @Path("account/")
    CompletionStage<RestResponse<byte[]>> account(
            @HeaderParam(HttpHeaders.COOKIE) @Nullable String cookies,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            @HeaderParam(FORWARDED_FOR) @Nullable String address);
}
