package dev.portcullis.siteverify;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestResponse;

/** The verification endpoint of a captcha service, which responds in JSON. Its URL is set on the client. */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
interface CaptchaApi {
    /**
     * Verifies an answer with the siteverify protocol.
     *
     * @param form URL-encoded
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    CompletionStage<RestResponse<byte[]>> verify(String form);

    /**
     * Creates an assessment in reCAPTCHA Enterprise.
     *
     * @param key API key, sent in a header because URLs end up in logs
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    CompletionStage<RestResponse<byte[]>> assess(@HeaderParam("X-Goog-Api-Key") String key, String json);
}
