/** What must be true before the service takes its first request. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.start;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
