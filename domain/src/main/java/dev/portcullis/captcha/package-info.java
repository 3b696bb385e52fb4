/** Captchas. Use cases call {@link CaptchaCheck}. */
package dev.portcullis.captcha;
