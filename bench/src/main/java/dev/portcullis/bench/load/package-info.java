/** Clients that generate load, and their measurements. */
@NullMarked
@CheckReturnValue
package dev.portcullis.bench.load;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
