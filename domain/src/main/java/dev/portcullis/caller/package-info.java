/** Who calls: the {@link CallerContext} of a request, its tokens, addresses and ids. */
@NullMarked
@CheckReturnValue
package dev.portcullis.caller;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
