package dev.portcullis.siteverify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.outbound.ServiceUnavailable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The siteverify protocol of reCAPTCHA, which Turnstile and hCaptcha adopted: a form request, and a JSON response with
 * {@code success}.
 */
record Siteverify(CaptchaSettings settings) implements Protocol {
    /** The service rejects our credentials. No caller's answer can cause these codes. */
    private static final Set<String> OUR_FAULT = Set.of("missing-input-secret", "invalid-input-secret");

    /** Turnstile asks for a retry, which is impossible for an answer that can be verified only once. */
    private static final String OUTAGE = "internal-error";

    private static final Set<String> TOO_LATE = Set.of(
            "timeout-or-duplicate",
            "expired-input-response",
            "already-seen-response",
            "invalid-or-already-seen-response");

    @Override
    public CompletionStage<RestResponse<byte[]>> ask(
            CaptchaApi api, CaptchaAnswer answer, CaptchaAction action, ClientAddress address) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("secret", settings.secret());
        form.put("response", answer.reveal());
        String siteKey = settings.siteKey();
        if (settings.service() == CaptchaService.HCAPTCHA && siteKey != null) {
            form.put("sitekey", siteKey);
        }
        if (settings.sendAddress()) {
            form.put("remoteip", address.value());
        }
        return api.verify(form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    }

    @Override
    public Verdict read(JsonNode body) throws ServiceUnavailable {
        JsonNode success = body.path("success");
        if (!success.isBoolean()) {
            throw new ServiceUnavailable("no word on success");
        }
        Set<String> errors = new TreeSet<>();
        body.path("error-codes").forEach(code -> errors.add(code.asText()));
        if (errors.contains(OUTAGE)) {
            throw new ServiceUnavailable(OUTAGE);
        }
        if (errors.stream().anyMatch(OUR_FAULT::contains)) {
            return Verdict.refused(CaptchaRefusal.MISCONFIGURED);
        }
        if (errors.stream().anyMatch(TOO_LATE::contains)) {
            return Verdict.refused(CaptchaRefusal.EXPIRED);
        }
        if (!success.booleanValue() || !errors.isEmpty()) {
            return Verdict.refused(CaptchaRefusal.WRONG);
        }
        return new Verdict(
                null, body.path("hostname").asText(""), body.path("action").asText(""), score(body.path("score")));
    }

    private @Nullable Double score(JsonNode score) {
        if (!score.isNumber()) {
            return null;
        }
        boolean isRisk = settings.service() == CaptchaService.HCAPTCHA;
        return isRisk ? 1 - score.doubleValue() : score.doubleValue();
    }
}
