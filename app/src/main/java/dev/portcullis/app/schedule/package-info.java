/** Background jobs: mail delivery, key rotation, audit partitions and seals, and the deletion of expired data. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.schedule;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
