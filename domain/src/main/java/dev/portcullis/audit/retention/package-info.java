/** How long audit events are kept: partitions of coming months are created, and old ones dropped. */
@NullMarked
@CheckReturnValue
package dev.portcullis.audit.retention;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
