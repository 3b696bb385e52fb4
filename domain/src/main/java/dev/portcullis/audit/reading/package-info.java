/** Reading the audit log: by pages, as a whole, and as it grows. */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit.reading;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
