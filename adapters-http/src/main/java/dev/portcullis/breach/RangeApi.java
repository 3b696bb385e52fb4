package dev.portcullis.breach;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The range search of Pwned Passwords, and of services that speak as it does. */
@Path("")
interface RangeApi {
    /**
     * Gets the digests of leaked passwords that begin with a prefix.
     *
     * @param prefix the first five characters of a digest in hexadecimal
     * @param padding {@code true} has the answer filled up, so that its length does not tell the prefix
     */
    @GET
    @Path("{prefix}")
    @Produces(MediaType.TEXT_PLAIN)
    Response range(@PathParam("prefix") String prefix, @HeaderParam("Add-Padding") String padding);
}
