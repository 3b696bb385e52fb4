/** Readiness checks. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.health;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
