package dev.portcullis.http.route;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The resource method occupies its worker thread until the client has read the response, so only a few requests for it may
 * be in progress. Further ones get {@code overloaded} before they occupy a worker thread.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Streamed {}
