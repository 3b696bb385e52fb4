/** Pages for whoever runs the service in development. None of this is in a production build. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.dev;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
