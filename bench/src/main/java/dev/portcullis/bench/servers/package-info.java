/** The measured processes: the service and its database. */
@NullMarked
@CheckReturnValue
package dev.portcullis.bench.servers;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
