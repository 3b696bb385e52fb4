/** Limits that all replicas share, in PostgreSQL. */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.ratelimit;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
