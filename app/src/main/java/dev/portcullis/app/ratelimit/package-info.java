/** How often callers are turned away, for those who watch the service. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.ratelimit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
