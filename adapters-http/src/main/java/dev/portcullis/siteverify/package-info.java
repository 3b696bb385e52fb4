/**
 * Verifies captcha answers at the service that issued them: reCAPTCHA, Turnstile and hCaptcha with their common
 * protocol, reCAPTCHA Enterprise with its own.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.siteverify;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
