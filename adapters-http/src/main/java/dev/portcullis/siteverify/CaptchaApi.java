package dev.portcullis.siteverify;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** One address that takes a question and answers in JSON. The address itself is that of the client. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
interface CaptchaApi {
    /**
     * Asks a service that speaks the siteverify protocol.
     *
     * @param form already encoded
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Response verify(String form);

    /**
     * Asks reCAPTCHA Enterprise for an assessment.
     *
     * @param key in a header, as addresses end up in logs
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    Response assess(@HeaderParam("X-Goog-Api-Key") String key, String json);
}
