/** The proof that a human is calling. Port: {@link dev.portcullis.captcha.CaptchaVerifier}. */
@NullMarked
@CheckReturnValue
package dev.portcullis.captcha;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
