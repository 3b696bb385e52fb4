package dev.portcullis.breach;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestResponse;

/** The range API of Pwned Passwords and of services with the same protocol. */
@Path("")
interface RangeApi {
    /**
     * Returns the hashes of leaked passwords that begin with a prefix.
     *
     * @param prefix the first five hexadecimal digits of a SHA-1 hash
     * @param padding {@code true} pads the response, so that its length does not reveal the prefix
     */
    @GET
    @Path("{prefix}")
    @Produces(MediaType.TEXT_PLAIN)
    CompletionStage<RestResponse<byte[]>> range(
            @PathParam("prefix") String prefix, @HeaderParam("Add-Padding") String padding);
}
