/**
 * What a resource method declares about its route, for filters that see a request before the method does: {@link
 * dev.portcullis.http.route.Routes} finds the method, {@link dev.portcullis.http.route.Audited} names the action of the
 * audit event if the request is rejected, and {@link dev.portcullis.http.route.TakesVerificationToken} marks the method
 * that accepts the token from a sign-up.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.route;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
