/** Password hashes in PostgreSQL, one per account. */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.credential;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
