package dev.portcullis.captcha;

/** What a captcha is solved for; a proof that was given for the one is none for the other. */
public enum CaptchaAction {
    SIGN_UP,
    SIGN_IN
}
