package dev.portcullis.http.route;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the resource method that accepts the verification token of a sign-up, which the OpenAPI document then lists.
 * Other methods explain to a caller who sends that token which token they need.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TakesVerificationToken {}
