/** How other services are asked a question whose answer is small: in time, or not at all. */
@NullMarked
@CheckReturnValue
package dev.portcullis.outbound;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
