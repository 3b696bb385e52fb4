package dev.portcullis.siteverify;

import java.net.URI;
import java.util.regex.Pattern;

/** The captcha services that can be asked. */
public enum CaptchaService {
    /** Versions 2 and 3. The latter gives a score and names the action. */
    RECAPTCHA("https://www.google.com/recaptcha/api/siteverify", false),
    RECAPTCHA_ENTERPRISE("https://recaptchaenterprise.googleapis.com/v1/projects/{project}/assessments", true),
    TURNSTILE("https://challenges.cloudflare.com/turnstile/v0/siteverify", true),
    /** Knows no actions. Its score, for who pays, is one of risk. */
    HCAPTCHA("https://api.hcaptcha.com/siteverify", false);

    /** What a Google Cloud project is called. */
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9.:-]+");

    private final String address;
    private final boolean alwaysNamesAction;

    CaptchaService(String address, boolean alwaysNamesAction) {
        this.address = address;
        this.alwaysNamesAction = alwaysNamesAction;
    }

    /**
     * Where it is asked.
     *
     * @param project in whose name; looked at by reCAPTCHA Enterprise alone, which needs it
     */
    public URI address(String project) {
        if (this == RECAPTCHA_ENTERPRISE && !PROJECT.matcher(project).matches()) {
            throw new IllegalArgumentException("not the name of a project");
        }
        return URI.create(address.replace("{project}", project));
    }

    /** Whether pages can have each answer name its action, whatever kind of widget they use. */
    public boolean alwaysNamesAction() {
        return alwaysNamesAction;
    }
}
