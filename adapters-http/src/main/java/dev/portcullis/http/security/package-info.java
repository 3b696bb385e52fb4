/**
 * What applies to every request and every response, whichever route they belong to: request ids, security headers, CORS
 * and CSRF checks, the limit on bodies, and problems for failures outside of the resources. These are filters of the HTTP
 * server, so that a 404 and a 405 have them too.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.security;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
