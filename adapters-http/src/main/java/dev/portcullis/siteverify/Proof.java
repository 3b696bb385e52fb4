package dev.portcullis.siteverify;

import dev.portcullis.captcha.CaptchaAction;
import dev.portcullis.captcha.CaptchaRefusal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a captcha service tells of an answer that it takes.
 *
 * @param hostname of the page where the captcha was solved; empty when it does not say
 * @param action for which it was solved; empty when it does not say
 * @param score how sure it is of a human, from 0 to 1; null when it does not say
 */
record Proof(String hostname, String action, @Nullable Double score) {
    /** reCAPTCHA's own word for where to begin with its scores. */
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

    /** A score that is asked for and not given is none; one that is given counts also where none is asked for. */
    private boolean isSure(CaptchaSettings settings) {
        Double least = settings.leastScore();
        if (score == null) {
            return least == null;
        }
        return score >= (least == null ? LEAST_SCORE : least);
    }
}
