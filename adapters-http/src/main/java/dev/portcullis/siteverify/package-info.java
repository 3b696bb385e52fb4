/**
 * Verifies captcha answers at the service that issued them: reCAPTCHA, Turnstile and hCaptcha with their common
 * protocol, reCAPTCHA Enterprise with its own.
 */
package dev.portcullis.siteverify;
