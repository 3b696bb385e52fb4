/** What happens without anyone asking. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.schedule;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
