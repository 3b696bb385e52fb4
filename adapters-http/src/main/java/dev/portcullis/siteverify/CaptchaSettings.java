package dev.portcullis.siteverify;

import dev.portcullis.captcha.CaptchaAction;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask about captcha answers, and which are good enough.
 *
 * @param address the whole address that is asked
 * @param secret by which the service knows us: a secret key, or the API key of reCAPTCHA Enterprise
 * @param siteKey that the pages use; null where none is to be compared
 * @param hostnames of the pages that answers may come from, at least one
 * @param actions as the pages call what a captcha is solved for
 * @param requireAction whether an answer that names no action is refused; one that names another always is
 * @param leastScore how sure the service has to be of a human, from 0 to 1; null where it need not say
 * @param sendAddress whether the service is told the caller's network address
 * @param deadline for the whole answer
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
        boolean spokenTo =
                "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
        if (!spokenTo || address.getHost() == null) {
            throw new IllegalArgumentException("not the address of a service");
        }
        if (secret.isBlank() || hostnames.isEmpty() || !actions.keySet().containsAll(Set.of(CaptchaAction.values()))) {
            throw new IllegalArgumentException("something is missing");
        }
        if (leastScore != null && !(leastScore >= 0 && leastScore <= 1)) {
            throw new IllegalArgumentException("a score is between 0 and 1");
        }
        if (service == CaptchaService.RECAPTCHA_ENTERPRISE && (siteKey == null || siteKey.isBlank())) {
            throw new IllegalArgumentException("this service wants to know the site key");
        }
        hostnames =
                hostnames.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        actions = Map.copyOf(actions);
    }

    String action(CaptchaAction action) {
        return actions.getOrDefault(action, "");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "CaptchaSettings[" + service + ", " + hostnames + "]";
    }
}
