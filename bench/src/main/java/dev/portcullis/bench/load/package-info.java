/** Clients that generate load, and their measurements. */
@NullMarked
@CheckReturnValue
package dev.portcullis.bench.load;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
