/** Callers who keep a service busy, and what they measure. */
@NullMarked
@CheckReturnValue
package dev.portcullis.bench.load;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
