package dev.portcullis.siteverify;

import java.net.URI;
import java.util.regex.Pattern;

/** The supported captcha services. */
public enum CaptchaService {
    /** Versions 2 and 3. The latter returns a score and the action. */
    RECAPTCHA("https://www.google.com/recaptcha/api/siteverify", false),
    RECAPTCHA_ENTERPRISE("https://recaptchaenterprise.googleapis.com/v1/projects/{project}/assessments", true),
    TURNSTILE("https://challenges.cloudflare.com/turnstile/v0/siteverify", true),
    /** Has no actions. Its score, for paying customers, is a risk score. */
    HCAPTCHA("https://api.hcaptcha.com/siteverify", false);

    /** The format of a Google Cloud project id. */
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9.:-]+");

    private final String address;
    private final boolean alwaysNamesAction;

    CaptchaService(String address, boolean alwaysNamesAction) {
        this.address = address;
        this.alwaysNamesAction = alwaysNamesAction;
    }

    /**
     * The URL of the verification endpoint.
     *
     * @param project the Google Cloud project; used only by reCAPTCHA Enterprise, which requires it
     */
    public URI address(String project) {
        if (this == RECAPTCHA_ENTERPRISE && !PROJECT.matcher(project).matches()) {
            throw new IllegalArgumentException("not the name of a project");
        }
        return URI.create(address.replace("{project}", project));
    }

    /** Whether every type of widget can include the action in its answer. */
    public boolean alwaysNamesAction() {
        return alwaysNamesAction;
    }
}
