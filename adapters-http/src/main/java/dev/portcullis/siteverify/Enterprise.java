package dev.portcullis.siteverify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.outbound.ServiceUnavailable;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestResponse;

/** reCAPTCHA Enterprise: creates an assessment, which describes the token and the risk. */
record Enterprise(CaptchaSettings settings) implements Protocol {
    @Override
    public CompletionStage<RestResponse<byte[]>> ask(
            CaptchaApi api, CaptchaAnswer answer, CaptchaAction action, ClientAddress address) {
        JsonObject event = JsonObject.of(
                "token", answer.reveal(),
                "siteKey", settings.siteKey(),
                "expectedAction", settings.action(action));
        if (settings.sendAddress()) {
            event.put("userIpAddress", address.value());
        }
        return api.assess(settings.secret(), JsonObject.of("event", event).encode());
    }

    @Override
    public Verdict read(JsonNode body) throws ServiceUnavailable {
        JsonNode token = body.path("tokenProperties");
        if (!token.isObject()) {
            throw new ServiceUnavailable("no word on the token");
        }
        if (!token.path("valid").asBoolean(false)) {
            return Verdict.refused(
                    switch (token.path("invalidReason").asText("")) {
                        case "EXPIRED", "DUPE" -> CaptchaRefusal.EXPIRED;
                        case "MISSING" -> CaptchaRefusal.MISSING;
                        case "UNEXPECTED_ACTION" -> CaptchaRefusal.MISMATCHED;
                        default -> CaptchaRefusal.WRONG;
                    });
        }
        JsonNode risk = body.path("riskAnalysis");
        if (!risk.isObject()) {
            throw new ServiceUnavailable("no word on the risk");
        }
        // A score of 0 may be missing: this JSON encoding of protocol buffers omits zeros.
        return new Verdict(
                null,
                token.path("hostname").asText(""),
                token.path("action").asText(""),
                risk.path("score").asDouble(0));
    }
}
