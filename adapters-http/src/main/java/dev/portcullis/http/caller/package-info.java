/**
 * Who is calling: {@link dev.portcullis.http.caller.CallerContextFactory} is the one place where the domain's picture of a caller is
 * made from a request. {@link dev.portcullis.http.caller.TrustedProxies} is whom it believes when they say where one
 * came from.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.caller;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
