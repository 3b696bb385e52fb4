package dev.portcullis.siteverify;

import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaRefusal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A captcha service's verdict on an answer.
 *
 * @param refusal null if the answer is valid; it may still have been issued for another site or action
 * @param hostname host name of the page where the captcha was solved; empty if not reported
 * @param action the action for which it was solved; empty if not reported
 * @param score from 0 (bot) to 1 (human); null if not reported
 */
record Verdict(
        @Nullable CaptchaRefusal refusal,
        String hostname,
        String action,
        @Nullable Double score) {
    /** The default threshold that reCAPTCHA documents. */
    private static final double LEAST_SCORE = 0.5;

    static Verdict refused(CaptchaRefusal refusal) {
        return new Verdict(refusal, "", "", null);
    }

    /** Returns the service's refusal, or ours of a valid answer that does not meet the settings. */
    Optional<CaptchaRefusal> refusalBy(CaptchaSettings settings, CaptchaAction expected) {
        if (refusal != null) {
            return Optional.of(refusal);
        }
        if (!settings.hostnames().contains(hostname.toLowerCase(Locale.ROOT))
                || !isFor(settings.action(expected), settings)) {
            return Optional.of(CaptchaRefusal.MISMATCHED);
        }
        return isSure(settings.leastScore()) ? Optional.empty() : Optional.of(CaptchaRefusal.DOUBTFUL);
    }

    private boolean isFor(String expected, CaptchaSettings settings) {
        return action.isEmpty() ? !settings.requireAction() : action.equals(expected);
    }

    /** A required score that is missing is a refusal. A score that is present counts even if none is required. */
    private boolean isSure(@Nullable Double least) {
        if (score == null) {
            return least == null;
        }
        return score >= (least == null ? LEAST_SCORE : least);
    }
}
