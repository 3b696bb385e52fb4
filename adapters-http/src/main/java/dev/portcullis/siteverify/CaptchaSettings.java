package dev.portcullis.siteverify;

import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.outbound.ServiceUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the captcha service, and the criteria for accepting an answer.
 *
 * @param address the complete URL of the verification endpoint
 * @param secret authenticates us at the service: a secret key, or the API key of reCAPTCHA Enterprise
 * @param siteKey the site key of the pages; null if it is not compared
 * @param hostnames the pages' host names from which answers are accepted, at least one
 * @param actions the names of the actions on the pages
 * @param requireAction whether to reject an answer without an action; an answer with another action is always rejected
 * @param leastScore minimum score, from 0 (bot) to 1 (human); null if no score is required
 * @param sendAddress whether to send the client address to the service
 * @param deadline for the whole response
 */
public record CaptchaSettings(
        CaptchaService service,
        URI address,
        String secret,
        @Nullable String siteKey,
        Set<String> hostnames,
        Map<CaptchaAction, String> actions,
        boolean requireAction,
        @Nullable Double leastScore,
        boolean sendAddress,
        Duration deadline) {

    public CaptchaSettings {
        address = ServiceUrl.complete(address);
        if (secret.isBlank() || hostnames.isEmpty() || !actions.keySet().containsAll(Set.of(CaptchaAction.values()))) {
            throw new IllegalArgumentException("a setting is missing");
        }
        if (leastScore != null && !(leastScore >= 0 && leastScore <= 1)) {
            throw new IllegalArgumentException("a score is between 0 and 1");
        }
        if (service == CaptchaService.RECAPTCHA_ENTERPRISE && (siteKey == null || siteKey.isBlank())) {
            throw new IllegalArgumentException("this service requires the site key");
        }
        hostnames =
                hostnames.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        actions = Map.copyOf(actions);
    }

    String action(CaptchaAction action) {
        return actions.getOrDefault(action, "");
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "CaptchaSettings[" + service + ", " + hostnames + "]";
    }
}
