/** Rules for what is measured. Quarkus measures requests itself; what features measure stands beside them. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.metrics;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
