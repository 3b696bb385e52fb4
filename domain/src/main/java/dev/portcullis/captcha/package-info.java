/** Captchas. Use cases call {@link CaptchaCheck}. */
@NullMarked
@CheckReturnValue
package dev.portcullis.captcha;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
