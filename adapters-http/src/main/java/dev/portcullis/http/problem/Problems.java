package dev.portcullis.http.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problems of a resource method, for the OpenAPI document, beside those that {@link ProblemResponses} derives from
 * its HTTP method, body and provider. Codes of the class and of the method add up. With {@code NOT_AUTHENTICATED}, the
 * method also gets the security schemes. Required on each method or its class; empty if nothing is left to name.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Problems {
    ProblemCode[] value();
}
