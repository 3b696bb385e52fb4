/**
 * Who is calling: {@link dev.portcullis.http.caller.Callers} is the one place where the domain's picture of a caller is
 * made from a request. {@link dev.portcullis.http.caller.ClientAddresses} is where a rule for trusted proxies goes.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.caller;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
