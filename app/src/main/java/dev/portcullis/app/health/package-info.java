/** Readiness checks. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.health;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
