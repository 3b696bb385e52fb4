/**
 * Who calls: the {@link dev.portcullis.caller.CallerContext} of a request with its address and ids, the
 * {@link dev.portcullis.caller.BearerToken} that it shows, how IP addresses and networks are read, and
 * {@link dev.portcullis.caller.Pseudonyms}, the port that replaces logins and addresses in stores.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.caller;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
