package dev.portcullis.captcha;

/** The action that a captcha was solved for. An answer for one action is not valid for another. */
public enum CaptchaAction {
    SIGN_UP,
    SIGN_IN
}
