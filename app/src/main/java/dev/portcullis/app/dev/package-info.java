/** Pages of development mode, which no production build contains. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.dev;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
