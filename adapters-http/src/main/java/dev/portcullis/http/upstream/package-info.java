/**
 * What passes between callers and the upstream provider unread by the domain:
 * {@link dev.portcullis.http.upstream.UpstreamRequest}, what a request carries for the upstream, and
 * {@link dev.portcullis.http.upstream.UpstreamResponse}, what the upstream responded. Both belong to the
 * {@link dev.portcullis.http.upstream.UpstreamExchange} of the request: the client of the upstream reads the one and
 * leaves the other, which the resource relays to the caller.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.upstream;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
