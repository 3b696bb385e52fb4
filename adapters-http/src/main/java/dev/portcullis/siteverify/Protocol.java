package dev.portcullis.siteverify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.kernel.ClientAddress;
import dev.portcullis.outbound.NoAnswer;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** How one kind of captcha service is asked, and what its answers mean. */
interface Protocol {
    /** Sends the question. */
    Response ask(CaptchaApi api, CaptchaAnswer answer, CaptchaAction action, ClientAddress address);

    /**
     * What the service says of the answer.
     *
     * @throws NoAnswer when it says nothing that makes sense
     */
    Verdict read(JsonNode body) throws NoAnswer;

    /** What a service says of an answer. */
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
         * The refusal that follows from the verdict, if any.
         *
         * @param judge of an answer that the service takes: not each that it takes was given to us
         */
        Optional<CaptchaRefusal> refusal(Function<Proof, Optional<CaptchaRefusal>> judge);
    }
}
