/** What a replica needs to be sent requests, beside its database, which Quarkus looks after itself. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.health;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
