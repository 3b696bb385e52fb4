/** What the service does for itself in the background. */
@NullMarked
@CheckReturnValue
package dev.portcullis.housekeeping;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
