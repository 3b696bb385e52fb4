/**
 * Whether a captcha answer is good, asked of the service that gave it: reCAPTCHA, Turnstile and hCaptcha by their
 * common protocol, reCAPTCHA Enterprise by its own.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.siteverify;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
