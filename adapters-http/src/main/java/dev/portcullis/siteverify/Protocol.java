package dev.portcullis.siteverify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.outbound.ServiceUnavailable;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestResponse;

/** The protocol of one kind of captcha service: requests and the interpretation of responses. */
interface Protocol {
    /** Sends the verification request. */
    CompletionStage<RestResponse<byte[]>> ask(
            CaptchaApi api, CaptchaAnswer answer, CaptchaAction action, ClientAddress address);

    /**
     * Interprets the service's response.
     *
     * @throws ServiceUnavailable if the response is invalid
     */
    Verdict read(JsonNode body) throws ServiceUnavailable;
}
