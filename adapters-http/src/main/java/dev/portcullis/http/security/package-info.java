/**
 * What holds for every request and every answer, whichever resource they are for or none: ids, security headers, the
 * refusal of requests that another site made, the limit on bodies, and problems for what fails before a resource is
 * reached. These are filters of the HTTP server, outside of the resources, so that a 404 and a 405 have them too.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.security;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
