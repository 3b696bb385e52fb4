/** The entry point of the process, and what it checks before the application starts. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.start;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
