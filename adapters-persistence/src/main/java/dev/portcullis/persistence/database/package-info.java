/** Database connections, and the requirements that a database must meet. */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.database;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
