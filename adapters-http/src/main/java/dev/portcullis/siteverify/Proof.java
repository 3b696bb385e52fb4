package dev.portcullis.siteverify;

import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaRefusal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The details that a captcha service returns for a valid answer.
 *
 * @param hostname host name of the page where the captcha was solved; empty if not reported
 * @param action the action for which it was solved; empty if not reported
 * @param score from 0 (bot) to 1 (human); null if not reported
 */
record Proof(String hostname, String action, @Nullable Double score) {
    /** The default threshold that reCAPTCHA documents. */
    private static final double LEAST_SCORE = 0.5;

    Optional<CaptchaRefusal> refusalBy(CaptchaSettings settings, CaptchaAction expected) {
        if (!settings.hostnames().contains(hostname.toLowerCase(Locale.ROOT))
                || !isFor(settings.action(expected), settings)) {
            return Optional.of(CaptchaRefusal.MISMATCHED);
        }
        return isSure(settings) ? Optional.empty() : Optional.of(CaptchaRefusal.DOUBTFUL);
    }

    private boolean isFor(String expected, CaptchaSettings settings) {
        return action.isEmpty() ? !settings.requireAction() : action.equals(expected);
    }

    /** A required score that is missing is a refusal. A score that is present counts even if none is required. */
    private boolean isSure(CaptchaSettings settings) {
        Double least = settings.leastScore();
        if (score == null) {
            return least == null;
        }
        return score >= (least == null ? LEAST_SCORE : least);
    }
}
