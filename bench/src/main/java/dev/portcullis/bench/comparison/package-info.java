/** What {@link dev.portcullis.bench.Comparison} compares: services, and the limits of the machine. */
@NullMarked
@CheckReturnValue
package dev.portcullis.bench.comparison;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
