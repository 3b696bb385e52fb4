/** The embedded list of common passwords. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.password;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
