/** Limits to guessing and to flooding. Port: {@link dev.portcullis.throttle.Throttle}. */
@NullMarked
@CheckReturnValue
package dev.portcullis.throttle;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
