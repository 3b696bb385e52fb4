package dev.portcullis.siteverify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.outbound.ServiceUnavailable;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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

    /** The service's verdict on a captcha answer. */
    sealed interface Verdict {
        record Taken(Proof proof) implements Verdict {
            @Override
            public Optional<CaptchaRefusal> refusal(Function<Proof, Optional<CaptchaRefusal>> judge) {
                return judge.apply(proof);
            }
        }

        record NotTaken(CaptchaRefusal refusal) implements Verdict {
            @Override
            public Optional<CaptchaRefusal> refusal(Function<Proof, Optional<CaptchaRefusal>> judge) {
                return Optional.of(refusal);
            }
        }

        /**
         * Returns the refusal that follows from the verdict, if any.
         *
         * @param judge checks a valid answer: it may have been issued for another site or action
         */
        Optional<CaptchaRefusal> refusal(Function<Proof, Optional<CaptchaRefusal>> judge);
    }
}
