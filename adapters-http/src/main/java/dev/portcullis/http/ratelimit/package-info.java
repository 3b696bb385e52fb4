/** What answers say of the limits to how often a caller may call. */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.ratelimit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
