/**
 * What a resource method declares about its route, for the parts of this service that see a request before the method
 * does: {@link dev.portcullis.http.route.Routes} finds the method, {@link dev.portcullis.http.route.Audited} names the
 * action that a request for it stands for.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.route;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
