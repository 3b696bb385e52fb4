/**
 * Captchas. Port: {@link dev.portcullis.captcha.CaptchaVerifier}. Use cases call
 * {@link dev.portcullis.captcha.CaptchaCheck}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.captcha;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
